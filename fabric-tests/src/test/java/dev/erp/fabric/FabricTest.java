package dev.erp.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FabricTest {
    private final Fabric fabric = Fabric.shared();

    private static Connection connect(Fabric.Database database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    @Test
    void every_database_is_a_new_and_empty_one() throws SQLException {
        var first = fabric.newDatabase("sales");
        var second = fabric.newDatabase("sales");

        assertThat(first.name()).startsWith("sales").isNotEqualTo(second.name());
        for (var database : new Fabric.Database[] {first, second}) {
            try (Connection connection = connect(database);
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE mine (id int)");
            }
        }
    }

    @Test
    void postgresql_comes_back_on_the_same_port_with_its_data() throws SQLException {
        var database = fabric.newDatabase("kept");
        try (Connection connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE mine (id int)");
        }

        fabric.stopPostgres();
        assertThat(Ports.isFree(database.port())).isTrue();
        fabric.startPostgres();

        try (Connection connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO mine VALUES (1)");
        }
        assertThat(fabric.postgresPort()).isEqualTo(database.port());
    }

    @Test
    void kafka_comes_back_on_the_same_port() {
        String bootstrap = fabric.kafkaBootstrap();
        assertThat(Await.kafkaAnswers(bootstrap)).isTrue();

        fabric.stopKafka();
        assertThat(Await.kafkaAnswers(bootstrap)).isFalse();
        fabric.startKafka();

        assertThat(Await.kafkaAnswers(bootstrap)).isTrue();
        assertThat(fabric.kafkaBootstrap()).isEqualTo(bootstrap);
    }

    @Test
    void deleting_a_directory_takes_everything_in_it(@TempDir Path root) throws Exception {
        Path inner = Files.createDirectories(root.resolve("a/b"));
        Files.writeString(inner.resolve("file"), "x");

        Directories.delete(root.resolve("a"));
        Directories.delete(root.resolve("never-was"));

        assertThat(root).isEmptyDirectory();
    }
}
