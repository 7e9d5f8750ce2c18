package dev.erp.fabric;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Both from Testcontainers, each on a port of the host that stays the same when the container is stopped and started. */
final class ContainerFabric extends Fabric {
    private static final String POSTGRES_IMAGE = "postgres:18-alpine";
    private static final String KAFKA_IMAGE = "apache/kafka:4.2.1";
    private static final String PASSWORD = UUID.randomUUID().toString();
    private static final Duration RESTART_LIMIT = Duration.ofSeconds(60);

    private final AtomicInteger databases = new AtomicInteger();
    private PostgreSQLContainer postgres;
    private KafkaContainer kafka;

    private synchronized PostgreSQLContainer postgres() {
        if (postgres == null) {
            var container = new PostgreSQLContainer(POSTGRES_IMAGE)
                    .withUsername("postgres")
                    .withPassword(PASSWORD)
                    .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
            container.setPortBindings(List.of("127.0.0.1:%d:5432".formatted(Ports.free())));
            container.start();
            postgres = container;
        }
        return postgres;
    }

    private synchronized KafkaContainer kafka() {
        if (kafka == null) {
            var container = new KafkaContainer(KAFKA_IMAGE)
                    .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                    .withEnv("KAFKA_NUM_PARTITIONS", "6")
                    .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
            container.setPortBindings(List.of("127.0.0.1:%d:9092".formatted(Ports.free())));
            container.start();
            kafka = container;
        }
        return kafka;
    }

    @Override
    public String postgresHost() {
        return postgres().getHost();
    }

    @Override
    public int postgresPort() {
        return postgres().getMappedPort(5432);
    }

    @Override
    public String superuser() {
        return "postgres";
    }

    @Override
    public String superuserPassword() {
        return PASSWORD;
    }

    @Override
    public Database newDatabase(String prefix) {
        String name = "%s_%d".formatted(prefix, databases.incrementAndGet());
        DatabaseSetup.createDatabase(this::connect, name, PASSWORD);
        return new Database(postgresHost(), postgresPort(), name, name, PASSWORD);
    }

    private Connection connect(String database) throws SQLException {
        String url = "jdbc:postgresql://%s:%d/%s".formatted(postgresHost(), postgresPort(), database);
        return DriverManager.getConnection(url, superuser(), PASSWORD);
    }

    @Override
    public String kafkaBootstrap() {
        return kafka().getBootstrapServers().replaceFirst("^[A-Z_]+://", "");
    }

    @Override
    public void stopPostgres() {
        stop(postgres());
    }

    @Override
    public void startPostgres() {
        start(postgres());
        Await.until("PostgreSQL answers again", RESTART_LIMIT, () -> {
            try (Connection connection = connect("postgres")) {
                return connection.isValid(5);
            } catch (SQLException _) {
                return false;
            }
        });
    }

    @Override
    public void stopKafka() {
        stop(kafka());
    }

    @Override
    public void startKafka() {
        start(kafka());
        Await.until("Kafka answers again", RESTART_LIMIT, () -> Await.kafkaAnswers(kafkaBootstrap()));
    }

    /** Through the engine's own interface: Testcontainers' stop would remove the container and its data. */
    private static void stop(GenericContainer<?> container) {
        container
                .getDockerClient()
                .stopContainerCmd(container.getContainerId())
                .withTimeout(30)
                .exec();
    }

    private static void start(GenericContainer<?> container) {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public synchronized void close() {
        if (kafka != null) {
            kafka.stop();
        }
        if (postgres != null) {
            postgres.stop();
        }
    }
}
