package dev.erp.auth.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What Linux says of each thread in /proc/thread-self/stat (proc(5)): the 19th field is its niceness. */
@EnabledOnOs(OS.LINUX)
class NiceThreadsTest {

    @Test
    void they_let_others_go_first_and_whoever_made_them_does_not() {
        int before = niceness();

        assertThat(nicenessOf(new NiceThreads("nice", 7))).isEqualTo(7);

        assertThat(niceness()).isEqualTo(before);
    }

    @Test
    void without_niceness_they_are_like_others() {
        assertThat(nicenessOf(new NiceThreads("like-others", 0))).isEqualTo(niceness());
    }

    @Test
    void they_do_not_keep_the_process_alive_and_have_names() {
        var threads = new NiceThreads("nice", 7);

        assertThat(threads.newThread(() -> {}).getName()).isEqualTo("nice-1");
        assertThat(threads.newThread(() -> {}))
                .returns("nice-2", Thread::getName)
                .returns(true, Thread::isDaemon);
    }

    private static int nicenessOf(NiceThreads threads) {
        var seen = new CompletableFuture<Integer>();
        threads.newThread(() -> seen.complete(niceness())).start();
        return seen.join();
    }

    private static int niceness() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            // after the name, which may hold spaces, comes the third field
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
