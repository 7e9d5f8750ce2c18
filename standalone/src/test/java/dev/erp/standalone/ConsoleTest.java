package dev.erp.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.fabric.DirectoryLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console says when something is wrong: one sentence and an exit code, never a stack trace. */
class ConsoleTest {
    private static final int WRONG = 1;
    private static final int SENSELESS = 2;

    /** Belongs to no process on any system, so that nothing can be stopped by mistake. */
    private static final long NO_PROCESS = Long.MAX_VALUE;

    @TempDir
    private Path directory;

    private Path data;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String rootBefore;

    @BeforeEach
    void prepare() {
        data = directory.resolve("data");
        rootBefore = System.getProperty("erp.root");
        System.setProperty("erp.root", directory.toString()); // nothing is built there
    }

    @AfterEach
    void restore() {
        if (rootBefore == null) {
            System.clearProperty("erp.root");
        } else {
            System.setProperty("erp.root", rootBefore);
        }
    }

    private int erp(String... arguments) {
        int code = Erp.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        assertThat(err.toString()).doesNotContain("\tat ", "Exception", "Something unexpected");
        return code;
    }

    private String sentence() {
        List<String> lines = err.toString().lines().toList();
        assertThat(lines).as("one sentence").hasSize(1);
        return lines.getFirst();
    }

    /** As if a system ran on port 8080; the lock says so as long as it is held. */
    private DirectoryLock runningSystem() throws IOException {
        DirectoryLock lock = DirectoryLock.acquire(data);
        Files.writeString(data.resolve("run.json"), """
                {"pid": %d, "ready": true, "gateway": "http://127.0.0.1:8080", "services": []}\
                """.formatted(NO_PROCESS));
        return lock;
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "check", "order"})
    void nothing_running_is_one_sentence(String command) {
        assertThat(erp(command, "--data", data.toString())).isEqualTo(WRONG);

        assertThat(sentence()).isEqualTo("Nothing runs on %s; start it with ./erp up.".formatted(data));
        assertThat(data).doesNotExist();
    }

    @Test
    void stopping_what_does_not_run_is_done_already() {
        assertThat(erp("down", "--data", data.toString())).isZero();

        assertThat(out.toString().strip()).isEqualTo("Nothing runs on %s.".formatted(data));
        assertThat(data).doesNotExist();
    }

    @Test
    void without_a_directory_it_is_the_one_beside_the_script() {
        assertThat(erp("status")).isEqualTo(WRONG);

        assertThat(sentence()).startsWith("Nothing runs on %s;".formatted(directory.resolve(".erp")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "check", "order", "down"})
    void a_system_on_another_port_is_not_the_one_that_was_meant(String command) throws Exception {
        try (DirectoryLock _ = runningSystem()) {
            assertThat(erp(command, "--data", data.toString(), "--port", "9090"))
                    .isEqualTo(WRONG);
        }

        assertThat(sentence())
                .isEqualTo("The system on %s answers at http://127.0.0.1:8080, not on port 9090.".formatted(data));
    }

    @Test
    void a_system_on_the_port_that_was_asked_for_or_on_any_when_none_was_is_the_one_that_was_meant() throws Exception {
        try (DirectoryLock _ = runningSystem()) {
            assertThat(erp("down", "--data", data.toString(), "--port", "8080")).isEqualTo(WRONG);
            assertThat(erp("down", "--data", data.toString())).isEqualTo(WRONG);
        }

        // it goes on and finds that the process in the run file is none
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.endsWith("try again in a moment."));
    }

    @Test
    void what_is_still_starting_cannot_be_stopped_yet() throws Exception {
        try (DirectoryLock _ = DirectoryLock.acquire(data)) {
            assertThat(erp("down", "--data", data.toString())).isEqualTo(WRONG);
        }

        assertThat(sentence()).isEqualTo("The system on %s is still starting; try again in a moment.".formatted(data));
    }

    @ParameterizedTest
    @CsvSource({
        "0, '--port is a number from 1 to 65535, and not 0.'",
        "-1, '--port is a number from 1 to 65535, and not -1.'",
        "65536, '--port is a number from 1 to 65535, and not 65536.'",
        "http, \"Invalid value for option '--port': 'http' is not an int\""
    })
    void a_port_that_is_none_makes_no_sense(String port, String sentence) {
        assertThat(erp("status", "--data", data.toString(), "--port=" + port)).isEqualTo(SENSELESS);
        assertThat(err.toString().lines()).first().isEqualTo(sentence.replace("\"", ""));
    }

    @Test
    void an_unknown_option_or_command_makes_no_sense() {
        assertThat(erp("status", "--colour")).isEqualTo(SENSELESS);
        assertThat(err.toString().lines()).first().isEqualTo("Unknown option: '--colour'");

        err.getBuffer().setLength(0);
        assertThat(erp("start")).isEqualTo(SENSELESS);
        assertThat(err.toString().lines()).first().asString().contains("'start'");

        err.getBuffer().setLength(0);
        assertThat(erp()).isEqualTo(SENSELESS);
        assertThat(err.toString().lines()).first().isEqualTo("Missing required subcommand");
    }

    @Test
    void a_damaged_run_file_is_one_sentence() throws Exception {
        try (DirectoryLock _ = runningSystem()) {
            Files.writeString(data.resolve("run.json"), "{\"pid\": 17,");

            assertThat(erp("status", "--data", data.toString())).isEqualTo(WRONG);
        }

        assertThat(sentence()).startsWith(data.resolve("run.json") + " cannot be read");
    }

    @Test
    void help_is_no_mistake() {
        assertThat(erp("--help")).isZero();
        assertThat(out.toString())
                .contains("up", "down", "status", "order", "check")
                .doesNotContain("prepare");
        assertThat(err.toString()).isEmpty();
    }
}
