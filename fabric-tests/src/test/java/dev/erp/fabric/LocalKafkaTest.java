package dev.erp.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKafkaTest {
    @TempDir
    private Path directory;

    private LocalKafka kafka;
    private Process process;

    @AfterEach
    void close() throws InterruptedException {
        if (kafka != null) {
            kafka.close();
        }
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void records_and_a_groups_position_survive_a_restart_on_the_same_port() throws Exception {
        kafka = new LocalKafka(directory).start();
        int port = kafka.port();
        createTopic(kafka.bootstrap(), "erp.test");
        send(kafka.bootstrap(), "erp.test", "one", "two");
        assertThat(read(kafka.bootstrap(), "erp.test", 2)).containsExactly("one", "two");

        kafka.stop();
        assertThat(Ports.isFree(port)).isTrue();
        kafka.start();

        assertThat(kafka.port()).isEqualTo(port);
        send(kafka.bootstrap(), "erp.test", "three");
        assertThat(read(kafka.bootstrap(), "erp.test", 1)).containsExactly("three");
    }

    @Test
    void a_second_owner_of_the_same_directory_is_refused_in_one_sentence() {
        kafka = new LocalKafka(directory).start();

        try (var second = new LocalKafka(directory)) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(FabricException.class)
                    .hasMessage("The data directory %s is in use by process %d."
                            .formatted(directory, ProcessHandle.current().pid()));
        }
    }

    @Test
    void a_mistyped_topic_is_an_error_and_not_a_new_topic() throws Exception {
        kafka = new LocalKafka(directory).start();

        try (var producer = producer(kafka.bootstrap(), 1_000)) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("erp.tset", "k", "v"))
                            .get(10, TimeUnit.SECONDS))
                    .hasMessageContaining("not present in metadata");
        }
    }

    @Test
    void a_broker_in_a_process_of_its_own_comes_back_after_kill_9_with_what_it_had_acknowledged() throws Exception {
        int port = Ports.free();
        String bootstrap = "127.0.0.1:" + port;
        process = launch(port);
        createTopic(bootstrap, "erp.test");
        send(bootstrap, "erp.test", "one", "two");

        process.destroyForcibly().waitFor();
        process = launch(port);

        assertThat(read(bootstrap, "erp.test", 2)).containsExactly("one", "two");
    }

    private Process launch(int port) throws Exception {
        Path output = directory.resolve("output-%d.log".formatted(System.nanoTime()));
        var started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LocalKafka.class.getName(),
                        "--data",
                        directory.toString(),
                        "--port",
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Awaitility.await("broker on " + port)
                .atMost(60, TimeUnit.SECONDS)
                .failFast("the broker has ended, see " + output, () -> !started.isAlive())
                .until(() -> Await.kafkaAnswers("127.0.0.1:" + port));
        return started;
    }

    private static void createTopic(String bootstrap, String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
        }
    }

    private static KafkaProducer<String, String> producer(String bootstrap, int maxBlockMs) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "max.block.ms", maxBlockMs),
                new StringSerializer(),
                new StringSerializer());
    }

    private static void send(String bootstrap, String topic, String... values) throws Exception {
        try (var producer = producer(bootstrap, 30_000)) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, "key", value)).get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static List<String> read(String bootstrap, String topic, int count) {
        Map<String, Object> configuration = Map.of(
                "bootstrap.servers", bootstrap,
                "group.id", "reader",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false");
        try (var consumer = new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            List<String> values = new ArrayList<>();
            Awaitility.await(count + " records of " + topic)
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                        return values.size() >= count;
                    });
            consumer.commitSync();
            return values;
        }
    }
}
