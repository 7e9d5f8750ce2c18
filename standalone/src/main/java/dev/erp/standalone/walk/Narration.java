package dev.erp.standalone.walk;

import dev.erp.standalone.api.ApiCall;
import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.check.Event;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Tells a walk: each call and each event as it happens, with the time; calls and events come on two threads. */
final class Narration {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final PrintWriter out;
    private final Set<String> seen = new HashSet<>();
    private final long begun = System.nanoTime();
    private long markedAt;
    private String mark = "";

    Narration(PrintWriter out) {
        this.out = out;
    }

    /** From now on events say how long after this they came, such as {@code placing}. */
    synchronized void mark(String what) {
        mark = what;
        markedAt = System.nanoTime();
    }

    void heading(String text) {
        print("%n%s%n".formatted(text));
    }

    void called(ApiCall call) {
        String answer =
                call.answer().path("status").asString(call.answer().path("code").asString(""));
        String number = call.answer().path("number").asString("");
        print("  %s  %-4s %s -> %d %s %s (%.1f ms)%n"
                .formatted(
                        clock(),
                        call.method(),
                        call.path(),
                        call.status(),
                        number,
                        answer,
                        call.took().toNanos() / 1e6));
    }

    synchronized void heard(Event event) {
        String since = markedAt == 0 ? "" : "+%.1f ms after %s".formatted((System.nanoTime() - markedAt) / 1e6, mark);
        print("  %s  event  %-34s version %d of %s %s%n"
                .formatted(clock(), event.type(), event.sequence(), event.key(), since));
        seen.add(event.kind() + " " + event.key());
        notifyAll();
    }

    /** @throws IllegalStateException when it does not come within 30 s */
    synchronized void await(String kind, String key) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!seen.contains(kind + " " + key)) {
            long leftMs = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                throw new IllegalStateException("Waited %d s in vain for %s.".formatted(LIMIT.toSeconds(), kind));
            }
            wait(leftMs);
        }
    }

    /** The steps of a process as its resource tells them. */
    void account(ApiClient api, String process) {
        Instant first = null;
        for (JsonNode step : api.get(process).path("steps")) {
            Instant at = Instant.parse(step.path("at").asString());
            first = first == null ? at : first;
            out.printf(
                    Locale.ROOT,
                    "  %+9.1f ms  %-22s %s%n",
                    Duration.between(first, at).toNanos() / 1e6,
                    step.path("step").asString(),
                    step.path("detail").asString(""));
        }
        out.flush();
    }

    private String clock() {
        return "%9.1f ms".formatted((System.nanoTime() - begun) / 1e6);
    }

    private synchronized void print(String text) {
        out.print(text);
        out.flush();
    }
}
