package dev.erp.system.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.check.Topics;
import dev.erp.system.Door;
import dev.erp.system.Person;
import dev.erp.system.RunningSystem;
import dev.erp.system.Shop;
import dev.erp.testing.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What comes in by other doors, what the jars are made of, who may do what in the database, and the first password (checks 38 to 41). */
class RunChecksTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static RunningSystem system;
    private static ApiClient admin;

    @BeforeAll
    static void begin() {
        system = RunningSystem.get();
        admin = system.admin();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"erp.sales.order", "erp.inventory.product", "erp.inventory.reservation", "erp.finance.invoice"})
    void check_38_rubbish_on_a_topic_is_kept_aside_and_stops_nobody(String topic) throws SQLException {
        var shop = new Shop(admin);
        String product = shop.product(1);
        List<String> keys = new ArrayList<>();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", system.kafka()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (String body :
                    List.of("", "{", "[]", "{\"id\":\"'; DROP TABLE stock; --\"}", "\u0000", "{\"a\":1e999}")) {
                String key = UUID.randomUUID().toString();
                keys.add(key);
                var message = new ProducerRecord<>(topic, key, body.getBytes());
                message.headers()
                        .add("ce_specversion", "1.0".getBytes())
                        .add("ce_id", UUID.randomUUID().toString().getBytes())
                        .add("ce_type", (topic.substring("erp.".length()) + ".placed.v1").getBytes())
                        .add("ce_subject", key.getBytes());
                producer.send(message);
            }
            producer.send(new ProducerRecord<>(topic, null, null));
        }

        JsonNode order = shop.place(product, 1);

        assertThat(order.path("status").asString()).isEqualTo("invoiced");
        awaitAllRead(topic);
        assertThat(forget(keys)).as("records that were kept aside").isGreaterThanOrEqualTo(keys.size());
    }

    @Test
    void check_39_every_jar_of_every_service_is_in_its_bill_of_materials() throws IOException {
        for (String service : system.processes().names()) {
            try (Stream<Path> built = Files.list(Path.of("..", service, "target"))) {
                Path jar = built.filter(file -> file.toString().endsWith("-exec.jar"))
                        .findFirst()
                        .orElseThrow();
                billCovers(jar);
            }
        }
    }

    private static void billCovers(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            JsonNode bill;
            try (var stream = file.getInputStream(file.getEntry("META-INF/sbom/application.cdx.json"))) {
                bill = JsonMapper.builder().build().readTree(stream);
            }
            List<String> named = bill.path("components")
                    .valueStream()
                    .map(component -> component.path("name").asString() + "-"
                            + component.path("version").asString())
                    .toList();
            assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
            assertThat(file.stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
                            .map(name -> name.substring("BOOT-INF/lib/".length(), name.length() - ".jar".length()))
                            // put there by the packaging itself, to unpack the jar
                            .filter(name -> !name.startsWith("spring-boot-jarmode-tools-")))
                    .as(jar.getFileName().toString())
                    .hasSizeGreaterThan(50)
                    .allMatch(library -> named.stream().anyMatch(library::startsWith), "is in the bill");
        }
    }

    @Test
    void check_40_a_service_gets_into_its_own_database_alone_and_rules_nothing() throws SQLException {
        try (Connection own = as("sales", "sales");
                Statement statement = own.createStatement()) {
            var role = statement.executeQuery("SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication"
                    + " FROM pg_roles WHERE rolname = current_user");
            role.next();
            assertThat(role.getBoolean(1)).isFalse();
        }
        for (String other : List.of("auth", "finance", "audit", "postgres")) {
            assertThatThrownBy(() -> as("sales", other).close())
                    .as(other)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_event SET actor = 'nobody'",
                "DELETE FROM audit_event",
                "TRUNCATE audit_event",
            })
    void check_40_the_audit_trail_takes_nothing_but_new_records(String change) throws SQLException {
        try (Connection audit = as("audit", "audit");
                Statement statement = audit.createStatement()) {
            assertThatThrownBy(() -> statement.execute(change)).isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "password", "changeme", "erp", "123456789012", ""})
    void check_41_there_is_no_default_password(String password) {
        try (Door door = Door.fromElsewhere()) {
            assertThat(new Person("", "admin", "").login(door, password).status())
                    .isIn(400, 401);
        }
        assertThat(system.adminPassword()).hasSizeGreaterThanOrEqualTo(16);
    }

    @Test
    void check_41_the_users_of_the_demonstration_are_not_there() {
        for (Role role : Role.values()) {
            assertThat(admin.get("/api/v1/users?q=" + role.roleName()).path("items"))
                    .allMatch(user -> user.path("username").asString().equals("admin")
                            || !user.path("username").asString().equals(role.roleName()));
        }
    }

    private static Connection as(String service, String database) throws SQLException {
        var postgres = system.processes().postgres();
        return DriverManager.getConnection(
                postgres.jdbcUrl(database),
                service,
                system.processes().secrets().databases().get(service));
    }

    /** Returns when every group that reads this topic has come to its end as it is now. */
    private static void awaitAllRead(String topic) {
        try (Admin kafka = Admin.create(Map.of("bootstrap.servers", system.kafka()));
                var consumer = Topics.consumer(system.kafka())) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(Topics.partitions(consumer).stream()
                    .filter(partition -> partition.topic().equals(topic))
                    .toList());
            await("everybody to have read " + topic).atMost(LIMIT).until(() -> kafka.listGroups().all().get().stream()
                    .map(group -> read(kafka, group.groupId()))
                    // whoever reads another partition of it reads this one too
                    .filter(read -> ends.keySet().stream().anyMatch(read::containsKey))
                    .allMatch(read -> ends.entrySet().stream()
                            .allMatch(end -> read.getOrDefault(end.getKey(), 0L) >= end.getValue())));
        }
    }

    private static Map<TopicPartition, Long> read(Admin kafka, String group) {
        try {
            Map<TopicPartition, Long> read = new HashMap<>();
            kafka.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> read.put(partition, offset == null ? 0L : offset.offset()));
            return read;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Parked records are somebody's to look at; those of this test are nobody's, and there are no others. */
    private static int forget(List<String> keys) throws SQLException {
        int forgotten = 0;
        for (String service : system.processes().names()) {
            if (service.equals("gateway-service")) {
                continue;
            }
            String context = service.substring(0, service.indexOf('-'));
            try (Connection database = system.processes().postgres().connect(context);
                    PreparedStatement delete = database.prepareStatement(
                            "DELETE FROM parked_event WHERE key IS NULL OR convert_from(key, 'UTF8') = ANY (?)")) {
                delete.setArray(1, database.createArrayOf("text", keys.toArray()));
                forgotten += delete.executeUpdate();
            }
            assertThat(admin.list("/api/v1/operations/" + context + "/parked-events"))
                    .as(service)
                    .isEmpty();
        }
        return forgotten;
    }
}
