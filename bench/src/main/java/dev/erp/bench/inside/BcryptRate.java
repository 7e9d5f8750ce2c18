package dev.erp.bench.inside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** How many passwords all cores together compare in a second, when they do nothing else. */
public final class BcryptRate {
    private static final String PASSWORD = "correct horse battery staple";
    private static final int WARM_UP_SECONDS = 5;

    private BcryptRate() {}

    /** @param arguments the file for the result (comparisons per second), the cost, seconds to measure */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var bcrypt = new BCryptPasswordEncoder(Integer.parseInt(arguments[1]));
        String hash = bcrypt.encode(PASSWORD);
        var compared = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                while (bcrypt.matches(PASSWORD, hash)) {
                    compared.incrementAndGet();
                }
            }));
        }
        TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
        long before = compared.get();
        long begun = System.nanoTime();
        TimeUnit.SECONDS.sleep(Integer.parseInt(arguments[2]));
        double perSecond = (compared.get() - before) * 1e9 / (System.nanoTime() - begun);
        Files.writeString(Path.of(arguments[0]), Double.toString(perSecond));
    }
}
