package dev.erp.bench;

import dev.erp.bench.AuditMeasured.Asked;
import dev.erp.bench.AuditMeasured.Verification;
import dev.erp.bench.load.GetLoad;
import dev.erp.bench.load.LoadSetup;
import dev.erp.bench.load.LoadSetup.Clerk;
import dev.erp.bench.load.Publishing;
import dev.erp.bench.load.Tokens;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The order of things of {@code ./erp bench --audit}. */
final class AuditMeasurement {
    static final int ORDERS = 1_000_000;

    private static final int CONNECTIONS = 8;
    private static final int WARM_UP_SECONDS = 3;
    private static final int SECONDS = 10;
    private static final int VERIFICATIONS = 4;
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(30);

    private static final List<String> DASHBOARD = List.of(
            "/api/v1/dashboard/summary",
            "/api/v1/dashboard/summary?from=2025-03-01&to=2025-04-01",
            "/api/v1/dashboard/summary?from=2025-01-01&to=2026-12-01",
            "/api/v1/dashboard/revenue?by=month",
            "/api/v1/dashboard/revenue?by=day&from=2025-03-01&to=2025-04-01",
            "/api/v1/dashboard/top-products?currency=EUR",
            "/api/v1/dashboard/top-customers?currency=EUR");

    private static final List<String> TRAIL = List.of(
            "/api/v1/audit-events",
            "/api/v1/audit-events?actor=01900000-0002-7000-8000-000000000007",
            "/api/v1/audit-events?action=completed",
            "/api/v1/audit-events?resource=sales-order:" + Publishing.order(500_000),
            "/api/v1/audit-events?correlation=" + Publishing.order(777_770),
            "/api/v1/audit-events?from=2025-03-01&to=2025-03-02",
            "/api/v1/audit-events?q=SO-2025-00654321");

    private final RunningSystem system;
    private final LoadSetup setup;
    private final Consumer<String> say;

    AuditMeasurement(RunningSystem system, LoadSetup setup, Consumer<String> say) {
        this.system = system;
        this.setup = setup;
        this.say = say;
    }

    AuditMeasured run() {
        long events = Publishing.events(ORDERS);
        say.accept("Publishing %,d events of %,d orders …".formatted(events, ORDERS));
        Publishing.orders(system.kafka(), ORDERS);
        say.accept("Published; waiting for the trail …");
        await("SELECT sum(position) >= %d FROM audit_chain".formatted(events));
        long begun = System.nanoTime();
        say.accept("All are in the trail; waiting for the dashboard …");
        awaitDashboard();
        double dashboard = (System.nanoTime() - begun) / 1e9;
        Quiet.settle(system);
        List<Verification> verifications = verifications();
        List<Asked> answers = asked(DASHBOARD, tokens(setup.clerks()));
        List<Asked> searches = asked(TRAIL, tokens(List.of(new Clerk("admin", system.adminPassword()))));
        var exports = new TrailExports(system, say).run(tokens(List.of(new Clerk("admin", system.adminPassword()))));
        return new AuditMeasured(
                (long) number("SELECT count(*) FROM audit_event"),
                events,
                number("SELECT extract(epoch FROM max(recorded_at) - min(recorded_at)) FROM audit_event"
                        + " WHERE type IN ('sales.order.quoted.v1', 'sales.order.completed.v1')"),
                dashboard,
                rebuild(),
                verifications,
                exports,
                answers,
                searches);
    }

    private List<Verification> verifications() {
        List<Verification> verifications = new ArrayList<>();
        try (var api = new Api(system.gateway(), "admin", system.adminPassword())) {
            for (int i = 0; i < VERIFICATIONS; i++) {
                long begun = System.nanoTime();
                var report = api.get("/audit-events/verify");
                var one = new Verification(
                        report.get("checked").asLong(),
                        report.get("intact").asBoolean(),
                        (System.nanoTime() - begun) / 1e9);
                say.accept("Verified %,d records, %,.0f/s".formatted(one.checked(), one.perSecond()));
                verifications.add(one);
            }
        }
        return verifications;
    }

    private List<Asked> asked(List<String> paths, List<String> tokens) {
        URI gateway = URI.create(system.gateway());
        paths.forEach(path -> new GetLoad(gateway, path, tokens).saturating(CONNECTIONS, WARM_UP_SECONDS));
        List<Asked> answers = new ArrayList<>();
        for (String path : paths) {
            say.accept(path);
            answers.add(new Asked(
                    path, new GetLoad(gateway, path, tokens).arriving(CONNECTIONS, AuditMeasured.PER_SECOND, SECONDS)));
        }
        return answers;
    }

    private double rebuild() {
        say.accept("Making the dashboard anew …");
        long begun = System.nanoTime();
        try (var api = new Api(system.gateway(), "admin", system.adminPassword())) {
            api.post("/dashboard/rebuild", null);
        }
        await("SELECT NOT EXISTS (SELECT FROM dashboard_generation WHERE state = 'building')");
        return (System.nanoTime() - begun) / 1e9;
    }

    private void awaitDashboard() {
        await("""
                SELECT sum(head.position) = sum(coalesce(taken.position, 0))
                  FROM audit_chain AS head
                  LEFT JOIN dashboard_cursor AS taken USING (chain)
                """);
    }

    private void await(String condition) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (number("SELECT CASE WHEN (%s) THEN 1 ELSE 0 END".formatted(condition)) == 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new BenchException("Still not so after 30 minutes: " + condition);
            }
            RunningSystem.sleep(250);
        }
    }

    private double number(String query) {
        try (Connection connection = system.connect("audit");
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getDouble(1);
        } catch (SQLException e) {
            throw new BenchException("The trail cannot be asked: " + e.getMessage(), e);
        }
    }

    /** They live for ten minutes. */
    private List<String> tokens(List<Clerk> users) {
        try {
            return Tokens.of(new LoadSetup(setup.gateway(), setup.kafka(), users, setup.customers(), setup.products()));
        } catch (IOException e) {
            throw new BenchException(e.getMessage(), e);
        }
    }
}
