package dev.erp.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.erp.fabric.DirectoryLock;
import dev.erp.fabric.FabricException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    private static final RunFile RUN = new RunFile(
            4711,
            "2026-11-22T14:05:06Z",
            true,
            "http://127.0.0.1:8080",
            List.of(new RunFile.ServiceAddress(
                    "sales-service", "sales", "http://127.0.0.1:4001", "http://127.0.0.1:4002")),
            "127.0.0.1:4003",
            "127.0.0.1:4004",
            "/data/secrets.json",
            "/data/logs/erp.log");

    @TempDir
    private Path directory;

    private DataDirectory data() {
        return new DataDirectory(directory.resolve("data"));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void it_is_created_for_its_user_alone_with_all_that_lies_above_it() throws Exception {
        var data = new DataDirectory(directory.resolve("some/where/data"));

        data.prepare();
        data.prepare(); // the second start

        assertThat(mode(data.path())).isEqualTo("rwx------");
        assertThat(data.logs()).isDirectory();
    }

    @Test
    void a_relative_path_is_made_absolute() {
        assertThat(new DataDirectory(Path.of("a/../b")).path())
                .isAbsolute()
                .isEqualTo(Path.of("").toAbsolutePath().resolve("b"));
    }

    @Test
    void a_second_instance_is_refused_in_one_sentence_that_names_the_first() throws Exception {
        DataDirectory data = data();
        data.prepare();

        try (DirectoryLock _ = data.lock()) {
            assertThatThrownBy(data::lock)
                    .isInstanceOf(FabricException.class)
                    .hasMessage("The data directory %s is in use by process %d."
                            .formatted(data.path(), ProcessHandle.current().pid()));
        }
        data.lock().close(); // afterwards it is free
    }

    @Test
    void a_second_process_is_refused_too() throws Exception {
        DataDirectory data = data();
        data.prepare();

        assertThat(secondProcess(data)).isEqualTo("has it");
        try (DirectoryLock _ = data.lock()) {
            assertThat(secondProcess(data))
                    .isEqualTo("The data directory %s is in use by process %d."
                            .formatted(data.path(), ProcessHandle.current().pid()));
        }
    }

    @Test
    void a_directory_that_cannot_be_created_is_named_in_one_sentence() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "x");

        for (Path path : List.of(file, file.resolve("data"))) {
            assertThatThrownBy(() -> new DataDirectory(path).prepare())
                    .isInstanceOf(ErpException.class)
                    .hasMessageStartingWith("The data directory %s cannot be used: ".formatted(path))
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void a_directory_that_cannot_be_written_is_named_in_one_sentence() throws Exception {
        DataDirectory data = data();
        Files.createDirectory(
                data.path(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        assumeFalse(Files.isWritable(data.path()), "root may write everywhere");

        assertThatThrownBy(data::prepare)
                .isInstanceOf(ErpException.class)
                .hasMessageStartingWith("The data directory %s cannot be used: ".formatted(data.path()))
                .hasMessageNotContaining("\n");
    }

    @Test
    void what_runs_is_read_as_it_was_written_and_nobody_else_may_read_it() throws Exception {
        DataDirectory data = data();
        data.prepare();

        Json.writePrivate(data.runFile(), RUN);

        assertThat(mode(data.runFile())).isEqualTo("rw-------");
        try (DirectoryLock _ = data.lock()) {
            assertThat(data.running()).contains(RUN);
        }
    }

    @Test
    void what_a_killed_process_left_does_not_run() {
        DataDirectory data = data();
        data.prepare();
        Json.writePrivate(data.runFile(), RUN);
        data.lock().close();

        assertThat(data.inUse()).isFalse();
        assertThat(data.running()).isEmpty();
    }

    @Test
    void what_has_not_said_yet_where_it_runs_is_in_use() {
        DataDirectory data = data();
        data.prepare();

        try (DirectoryLock _ = data.lock()) {
            assertThat(data.inUse()).isTrue();
            assertThat(data.running()).isEmpty();
        }
    }

    @Test
    void asking_about_a_directory_that_is_not_there_does_not_create_it() {
        assertThat(data().inUse()).isFalse();
        assertThat(data().running()).isEmpty();
        assertThat(data().path()).doesNotExist();
    }

    /** What another process says when it wants the directory. */
    private static String secondProcess(DataDirectory data) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                SecondProcess.class.getName(),
                data.path().toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** Has a main method for the test above. */
    static final class SecondProcess {
        private SecondProcess() {}

        static void main(String[] arguments) {
            try (DirectoryLock _ = new DataDirectory(Path.of(arguments[0])).lock()) {
                System.out.println("has it");
            } catch (FabricException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
