package dev.erp.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    private DataDirectory data;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        data = new DataDirectory(directory.resolve("data"));
        data.prepare();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void nobody_else_may_read_the_secrets_or_look_into_their_directory() throws Exception {
        Secrets.of(data);

        assertThat(mode(data.secretsFile())).isEqualTo("rw-------");
        assertThat(mode(data.path())).isEqualTo("rwx------");
    }

    @Test
    void a_file_that_everybody_could_read_is_private_after_the_next_change() throws Exception {
        Secrets secrets = Secrets.of(data);
        Files.setPosixFilePermissions(data.secretsFile(), PosixFilePermissions.fromString("rw-r--r--"));

        secrets.user("clerk", data);

        assertThat(mode(data.secretsFile())).isEqualTo("rw-------");
    }

    @Test
    void no_secret_is_in_what_a_log_would_show() {
        Secrets secrets = Secrets.of(data);

        assertThat(secrets.toString())
                .doesNotContain(
                        secrets.postgres(),
                        secrets.admin(),
                        secrets.keyEncryptionKey(),
                        secrets.database("sales", data),
                        secrets.user("clerk", data));
    }

    @Test
    void a_second_start_finds_the_same_secrets() {
        Secrets first = Secrets.of(data);
        String sales = first.database("sales", data);
        String clerk = first.user("clerk", data);

        Secrets second = Secrets.of(data);

        assertThat(second).isEqualTo(first);
        assertThat(second.database("sales", data)).isEqualTo(sales);
        assertThat(second.user("clerk", data)).isEqualTo(clerk);
    }

    @Test
    void every_secret_is_another_one_and_long() {
        Secrets secrets = Secrets.of(data);
        List<String> passwords = Stream.of(
                        secrets.postgres(),
                        secrets.admin(),
                        secrets.database("sales", data),
                        secrets.database("finance", data),
                        secrets.user("sales", data))
                .toList();

        assertThat(passwords)
                .doesNotHaveDuplicates()
                .allMatch(password -> password.matches("([a-z2-9]{5}-){4}[a-z2-9]{5}"));
        assertThat(Base64.getDecoder().decode(secrets.keyEncryptionKey())).hasSize(32);
    }

    @Test
    void two_directories_have_nothing_in_common(@TempDir Path other) {
        Secrets here = Secrets.of(data);
        Secrets there = Secrets.of(new DataDirectory(other));

        Set<String> both = new HashSet<>(List.of(here.postgres(), here.admin(), here.keyEncryptionKey()));
        both.addAll(List.of(there.postgres(), there.admin(), there.keyEncryptionKey()));
        assertThat(both).hasSize(6);
    }

    @Test
    void the_gateway_has_no_database_and_so_no_password() {
        List<ServiceJar> services =
                Stream.of("auth", "sales", "gateway").map(Jars::service).toList();

        assertThat(Secrets.of(data).databases(services, data)).containsOnlyKeys("auth", "sales");
    }

    @Test
    void a_damaged_file_is_named_and_neither_shown_nor_replaced() throws Exception {
        Files.writeString(data.secretsFile(), "{\"admin\": abcde-fghjk");

        assertThatThrownBy(() -> Secrets.of(data))
                .isInstanceOf(ErpException.class)
                .hasMessage(data.secretsFile() + " cannot be read: it is damaged at line 1.")
                .hasNoCause(); // which would bring the content to the log
        assertThat(data.secretsFile()).hasContent("{\"admin\": abcde-fghjk");
    }

    @Test
    void a_new_key_for_salaries_stands_first_and_the_older_ones_stay() {
        Secrets secrets = Secrets.of(data);
        String first = secrets.salaryKeys(data);

        assertThat(secrets.addSalaryKey(data)).isEqualTo("key-0002");

        Secrets again = Secrets.of(data);
        assertThat(again.salaryKeys(data)).startsWith("key-0002:").endsWith("," + first);
        assertThat(again.toString()).doesNotContain(again.salaryKeys().values());
        assertThat(Base64.getDecoder().decode(again.salaryKeys().get("key-0002")))
                .hasSize(32);
    }

    @Test
    void a_directory_from_before_salaries_gets_a_key_for_them() throws Exception {
        Secrets.of(data);
        String old = Files.readString(data.secretsFile()).replaceAll("\\s*\"salaryKeys\"\\s*:\\s*\\{\\s*},", "");
        assertThat(old).doesNotContain("salaryKeys");
        Files.writeString(data.secretsFile(), old);

        assertThat(Secrets.of(data).salaryKeys(data)).startsWith("key-0001:");
    }

    @Test
    void nothing_is_left_beside_the_file() {
        Secrets.of(data).user("clerk", data);

        assertThat(data.path()).isDirectoryNotContaining(file -> file.toString().endsWith(".next"));
    }
}
