package dev.erp.standalone.api;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Waits for what other services have not heard or done yet. */
public final class Patience {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int REFUSED = 422;

    private Patience() {}

    /** @throws IllegalStateException when it does not come true */
    public static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Waited %d s in vain until %s.".formatted(LIMIT.toSeconds(), what));
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting until " + what, e);
            }
        }
    }

    /** A service hears of another's products and accounts through events, and refuses what it does not know. */
    public static JsonNode untilKnown(Supplier<JsonNode> request) {
        JsonNode[] answer = new JsonNode[1];
        until("the products or accounts are known", () -> {
            try {
                answer[0] = request.get();
                return true;
            } catch (ApiException e) {
                if (e.status() == REFUSED) {
                    return false;
                }
                throw e;
            }
        });
        return answer[0];
    }
}
