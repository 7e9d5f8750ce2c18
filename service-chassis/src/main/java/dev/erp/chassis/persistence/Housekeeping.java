package dev.erp.chassis.persistence;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Work that keeps tables small. Nobody waits for it: a failure is logged, and the next round tries again. */
public final class Housekeeping {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private Housekeeping() {}

    /**
     * Does it again and again until disposed, never twice at once; the first time after one interval.
     *
     * @param failure what to say when it fails: {@code "Old keys could not be deleted"}
     */
    public static Disposable every(Duration interval, String failure, Supplier<Mono<Long>> work) {
        return Flux.interval(interval)
                .onBackpressureDrop()
                .concatMap(tick -> Mono.defer(work).onErrorResume(e -> {
                    LOG.warn("{}; tried again in {}: {}", failure, interval, e.toString());
                    return Mono.just(0L);
                }))
                .subscribe();
    }
}
