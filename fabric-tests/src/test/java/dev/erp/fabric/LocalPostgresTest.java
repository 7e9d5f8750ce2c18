package dev.erp.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
    private static final String PASSWORD = "a'secret";

    @TempDir
    private Path directory;

    private LocalPostgres postgres;

    @AfterEach
    void close() {
        if (postgres != null) {
            postgres.close();
        }
    }

    private LocalPostgres open() {
        postgres =
                new LocalPostgres(LocalPostgres.Settings.in(directory, PASSWORD).forTests());
        return postgres.start();
    }

    private Connection connect(String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(database), user, password);
    }

    private String value(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void it_is_postgresql_18_and_listens_on_loopback_alone() throws SQLException {
        open();

        try (Connection connection = postgres.connect("postgres")) {
            assertThat(value(connection, "SHOW server_version")).startsWith("18.");
            assertThat(value(connection, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(value(connection, "SHOW unix_socket_directories")).isEmpty();
        }
    }

    @Test
    void nobody_enters_without_the_password() {
        open();

        assertThatThrownBy(() -> connect("postgres", "postgres", "wrong").close())
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void data_survives_a_stop_a_crash_and_a_new_owner() throws SQLException {
        open();
        int port = postgres.port();
        try (Connection connection = postgres.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }

        postgres.stop();
        postgres.start();
        assertThat(postgres.port()).isEqualTo(port);
        postgres.crash();
        postgres.start();
        postgres.close();
        open();

        try (Connection connection = postgres.connect("postgres")) {
            assertThat(value(connection, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void a_server_killed_with_kill_9_starts_again() throws Exception {
        open();
        var server = ProcessHandle.of(postgres.pid()).orElseThrow();

        server.destroyForcibly();
        server.onExit().get();
        postgres.stop();
        postgres.start();

        try (Connection connection = postgres.connect("postgres")) {
            assertThat(value(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_pid_file_whose_pid_belongs_to_another_program_by_now_does_no_harm() throws Exception {
        open();
        Path pidFile = directory.resolve("data/postmaster.pid");
        String content = Files.readString(pidFile);
        long server = postgres.pid();
        postgres.close();

        Files.writeString(
                pidFile,
                content.replaceFirst(
                        Long.toString(server),
                        Long.toString(ProcessHandle.current().pid())));
        open();

        assertThat(postgres.pid()).isNotEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void a_server_that_outlived_its_jvm_gives_way_to_the_next() throws Exception {
        open();
        long leftOver = postgres.pid();

        // what a killed JVM leaves: the server runs, and the operating system has dropped the lock
        var next =
                new LocalPostgres(LocalPostgres.Settings.in(directory, PASSWORD).forTests());
        releaseTheLockOf(postgres);
        postgres = next.start();

        // the process itself lingers until init has collected it
        Awaitility.await().until(() -> ProcessHandle.of(leftOver).isEmpty());
        try (Connection connection = next.connect("postgres")) {
            assertThat(value(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    private static void releaseTheLockOf(LocalPostgres owner) throws ReflectiveOperationException {
        var field = LocalPostgres.class.getDeclaredField("lock");
        field.setAccessible(true);
        ((DirectoryLock) field.get(owner)).close();
    }

    @Test
    void a_second_owner_of_the_same_directory_is_refused_in_one_sentence() {
        open();

        try (var second = new LocalPostgres(LocalPostgres.Settings.in(directory, PASSWORD))) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(FabricException.class)
                    .hasMessage("The data directory %s is in use by process %d."
                            .formatted(directory, ProcessHandle.current().pid()));
        }
    }

    @Test
    void a_taken_port_is_refused_in_one_sentence_and_the_directory_is_free_again() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = LocalPostgres.Settings.in(directory, PASSWORD).forTests();
            try (var unlucky = new LocalPostgres(settings.onPort(taken.getLocalPort()))) {
                assertThatThrownBy(unlucky::start)
                        .isInstanceOf(FabricException.class)
                        .hasMessage(
                                "Port %d, which PostgreSQL needs, is in use by another program.", taken.getLocalPort());
            }
        }

        open();
    }

    @Test
    void a_wrong_setting_is_reported_with_postgresqls_own_words() {
        postgres = new LocalPostgres(
                LocalPostgres.Settings.in(directory, PASSWORD).forTests().with(Map.of("max_connections", "none")));

        assertThatThrownBy(postgres::start).isInstanceOf(FabricException.class).hasMessageContaining("erp.conf");
    }

    @Test
    void setting_up_a_database_twice_keeps_its_data_and_changes_the_password() throws SQLException {
        open();
        postgres.createDatabase("sales", "one");
        try (Connection connection = connect("sales", "sales", "one");
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }

        postgres.createDatabase("sales", "two'; --");

        try (Connection connection = connect("sales", "sales", "two'; --")) {
            assertThat(value(connection, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void an_owner_is_no_superuser_and_cannot_enter_the_database_of_another() throws SQLException {
        open();
        postgres.createDatabase("sales", "one");
        postgres.createDatabase("finance", "two");

        try (Connection connection = connect("sales", "sales", "one")) {
            assertThat(value(
                            connection,
                            "SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = 'sales'"))
                    .isEqualTo("f");
        }
        assertThatThrownBy(() -> connect("finance", "sales", "one").close())
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void fsync_is_on_unless_the_data_is_for_tests() throws SQLException {
        postgres = new LocalPostgres(LocalPostgres.Settings.in(directory, PASSWORD)).start();
        try (Connection connection = postgres.connect("postgres")) {
            assertThat(value(connection, "SHOW fsync")).isEqualTo("on");
            assertThat(value(connection, "SHOW synchronous_commit")).isEqualTo("on");
        }
        postgres.close();

        open();
        try (Connection connection = postgres.connect("postgres")) {
            assertThat(value(connection, "SHOW fsync")).isEqualTo("off");
        }
    }

    @Test
    void loopback_means_that_no_other_address_answers() throws SQLException {
        open();
        var properties = new Properties();
        properties.put("user", "postgres");
        properties.put("password", PASSWORD);
        String other = "jdbc:postgresql://127.0.0.2:%d/postgres".formatted(postgres.port());

        assertThatThrownBy(() -> DriverManager.getConnection(other, properties).close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("refused");
    }
}
