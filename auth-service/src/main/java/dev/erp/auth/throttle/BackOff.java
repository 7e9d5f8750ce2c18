package dev.erp.auth.throttle;

import java.time.Duration;
import java.util.stream.IntStream;

/**
 * How long somebody has to wait after so many failures in a row: not at all at first, then 1 s, 2 s, 4 s … up to a limit, so that
 * guessing becomes hopeless and nobody is locked out for good.
 *
 * @param free failures without a wait
 * @param longest wait
 */
record BackOff(int free, Duration longest) {

    /** Of one account from one address: where guesses and typing errors come from. */
    static final BackOff ACCOUNT_AT_ADDRESS = new BackOff(5, Duration.ofMinutes(15));
    /** Of one account from anywhere: guesses that are spread over many addresses. */
    static final BackOff ACCOUNT = new BackOff(20, Duration.ofMinutes(5));
    /** Of one address at any account: one password tried at many accounts, or an office behind one address. */
    static final BackOff ADDRESS = new BackOff(50, Duration.ofMinutes(1));

    Duration after(int failures) {
        int beyond = failures - free;
        if (beyond <= 0) {
            return Duration.ZERO;
        }
        // 2^40 s is longer than any limit
        Duration wait = Duration.ofSeconds(1L << Math.min(beyond - 1, 40));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    /** Seconds to wait after 1, 2, 3 … failures; the last one holds for all that follow. */
    Long[] seconds() {
        int last = IntStream.iterate(1, n -> n + 1)
                .filter(n -> after(n).equals(longest))
                .findFirst()
                .orElseThrow();
        return IntStream.rangeClosed(1, last)
                .mapToObj(n -> after(n).toSeconds())
                .toArray(Long[]::new);
    }
}
