package dev.erp.audit.trail;

import dev.erp.audit.trail.AuditTrail.Head;
import dev.erp.audit.trail.AuditTrail.Link;
import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.IncomingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Events and chains of them, without a database. */
final class Trails {

    static final Instant NOW = Instant.parse("2026-11-22T14:05:06.123456Z");

    private Trails() {}

    static IncomingEvent event(int partition, String type, byte[] body) {
        UUID id = UUID.randomUUID();
        return new IncomingEvent(
                UUID.randomUUID(),
                type,
                id,
                1,
                NOW,
                new Actor("clerk-1", "Käthe Clerk"),
                id,
                null,
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                body,
                new IncomingEvent.Source("erp.sales.order", partition, 7));
    }

    static IncomingEvent event(int partition) {
        return event(partition, "sales.order.placed.v1", "{\"number\":\"SO-1\"}".getBytes(StandardCharsets.UTF_8));
    }

    /** A chain from its beginning. */
    static List<Link> chain(int records) {
        List<IncomingEvent> events =
                IntStream.range(0, records).mapToObj(i -> event(0)).toList();
        return AuditTrail.link(events, List.of(start(0)), NOW);
    }

    static Head start(int chain) {
        return new Head(chain, 0, HashChain.genesis(), Instant.EPOCH);
    }
}
