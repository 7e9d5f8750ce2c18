package dev.erp.sales.order;

import java.time.Clock;
import java.time.Year;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Numbers of orders, such as SO-2026-000017: unique, mostly ascending, with gaps. They are taken from the sequence in blocks, the
 * next block before the present one is used up, so that an order's number costs no round trip.
 */
@Component
class OrderNumbers {

    /** Increment of the sequence {@code sales_order_number}. */
    private static final int BLOCK = 100;

    private static final int FETCH_AHEAD = BLOCK / 2;

    private record Block(AtomicLong next, long end, Mono<Block> successor) {}

    private final AtomicReference<Block> current;
    private final DatabaseClient database;
    private final Clock clock;

    OrderNumbers(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
        // an empty block, whose successor is the first
        this.current = new AtomicReference<>(new Block(new AtomicLong(0), 0, fetch()));
    }

    Mono<String> next() {
        Block block = current.get();
        long number = block.next.getAndIncrement();
        if (number == block.end - FETCH_AHEAD) {
            block.successor.subscribe(fetched -> {}, failed -> {});
        }
        return number < block.end ? Mono.just(format(number)) : fromSuccessorOf(block);
    }

    private Mono<String> fromSuccessorOf(Block block) {
        return block.successor
                .doOnNext(successor -> current.compareAndSet(block, successor))
                .flatMap(successor -> next());
    }

    /** Asks the database once, when first subscribed; a failure is forgotten, so that the next order asks again. */
    private Mono<Block> fetch() {
        return Mono.defer(() -> database.sql("SELECT nextval('sales_order_number') AS first")
                        .map(row -> row.get("first", Long.class))
                        .one()
                        .map(first -> new Block(new AtomicLong(first), first + BLOCK, fetch())))
                .cacheInvalidateIf(failed -> false);
    }

    private String format(long number) {
        return "SO-%d-%06d".formatted(Year.now(clock).getValue(), number);
    }
}
