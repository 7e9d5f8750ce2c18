package dev.erp.bench;

import dev.erp.bench.DoorMeasured.Get;
import dev.erp.bench.DoorMeasured.Logins;
import dev.erp.bench.inside.BcryptRate;
import dev.erp.bench.inside.TokenChecks;
import dev.erp.bench.load.GetLoad;
import dev.erp.bench.load.LoadSetup;
import dev.erp.bench.load.LoginLoad;
import dev.erp.bench.load.Tokens;
import dev.erp.bench.probe.Proc;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The order of things of {@code ./erp bench --door}. */
final class DoorMeasurement {
    /** Products; users, who all log in at once. */
    static final int PRODUCTS = 200;

    static final int USERS = 50;

    private static final int BCRYPT_SECONDS = 15;
    private static final int LOGIN_WARM_UP_SECONDS = 15;
    private static final int LOGIN_SECONDS = 30;
    private static final double OTHERS_PER_SECOND = 50;
    private static final int OTHERS_CONNECTIONS = 16;
    private static final int CONNECTIONS = 8;
    /** C2 has compiled what matters after some 30,000 requests, on either way. */
    private static final int GET_WARM_UP_REQUESTS = 40_000;

    private static final int GET_WARM_UP_SLICE_SECONDS = 5;
    private static final int GET_WARM_UP_SLICES = 20;

    private static final int GET_ROUNDS = 3;
    private static final int GET_SECONDS = 8;

    private final BenchOptions options;
    private final RunningSystem system;
    private final LoadSetup setup;
    private final Consumer<String> say;

    DoorMeasurement(BenchOptions options, RunningSystem system, LoadSetup setup, Consumer<String> say) {
        this.options = options;
        this.system = system;
        this.setup = setup;
        this.say = say;
    }

    DoorMeasured run() {
        // everybody logs in once before: who is known at an address is not stopped by what others do there
        double tokenCheckNanos = tokenCheck(tokens());
        Logins logins = logins();
        return new DoorMeasured(options, tokenCheckNanos, logins, gets());
    }

    private List<String> tokens() {
        try {
            return Tokens.of(setup);
        } catch (IOException e) {
            throw new BenchException(e.getMessage(), e);
        }
    }

    private double tokenCheck(List<String> tokens) {
        say.accept("Checking tokens that were seen before …");
        return Double.parseDouble(ServiceProcess.runInside(
                options, system, "gateway", TokenChecks.class, String.join("\n", tokens) + "\n"));
    }

    private Logins logins() {
        int cost = bcryptCost();
        URI gateway = URI.create(system.gateway());
        var others = new GetLoad(gateway, "/api/v1/products/" + setup.products().getFirst(), tokens());
        say.accept("Warming up the readers …");
        others.saturating(OTHERS_CONNECTIONS, LOGIN_SECONDS);
        Quiet.settle(system);
        double before = bcryptPerSecond(cost);
        say.accept("%d logins at once …".formatted(USERS));
        Map<Integer, Long> refused = new TreeMap<>();
        double perSecond;
        try (var logins = new LoginLoad(gateway, setup.clerks())) {
            perSecond = perSecond(logins, () -> RunningSystem.sleep(LOGIN_SECONDS * 1000L));
            refused.putAll(logins.refused());
        }
        Quiet.settle(system);
        say.accept("Others, alone and with %d logins …".formatted(USERS));
        GetLoad.Result alone = others.arriving(OTHERS_CONNECTIONS, OTHERS_PER_SECOND, LOGIN_SECONDS);
        List<GetLoad.Result> meanwhile = new ArrayList<>();
        double perSecondBesideOthers;
        try (var logins = new LoginLoad(gateway, setup.clerks())) {
            perSecondBesideOthers = perSecond(
                    logins, () -> meanwhile.add(others.arriving(OTHERS_CONNECTIONS, OTHERS_PER_SECOND, LOGIN_SECONDS)));
            logins.refused().forEach((status, count) -> refused.merge(status, count, Long::sum));
        }
        Quiet.settle(system);
        return new Logins(
                cost,
                before,
                bcryptPerSecond(cost),
                USERS,
                perSecond,
                perSecondBesideOthers,
                refused,
                OTHERS_PER_SECOND,
                alone,
                meanwhile.getFirst());
    }

    private static double perSecond(LoginLoad logins, Runnable window) {
        RunningSystem.sleep(LOGIN_WARM_UP_SECONDS * 1000L);
        long before = logins.done();
        long begun = System.nanoTime();
        window.run();
        return (logins.done() - before) * 1e9 / (System.nanoTime() - begun);
    }

    private double bcryptPerSecond(int cost) {
        say.accept("bcrypt of cost %d alone …".formatted(cost));
        return Double.parseDouble(ServiceProcess.runInside(
                options,
                system,
                "auth",
                BcryptRate.class,
                "",
                Integer.toString(cost),
                Integer.toString(BCRYPT_SECONDS)));
    }

    /** What the users' hashes say: {@code $2a$12$…}. */
    private int bcryptCost() {
        try (Connection auth = system.connect("auth");
                var statement = auth.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT min(split_part(password_hash, '$', 3)::int) FROM app_user")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new BenchException("The cost of bcrypt cannot be read: " + e.getMessage(), e);
        }
    }

    private List<Get> gets() {
        say.accept("Gateway and inventory-service as processes of their own …");
        try (var service = ServiceProcess.start(options, system, "inventory", Map.of());
                var gateway =
                        ServiceProcess.start(options, system, "gateway", Map.of("ERP_INVENTORY_URL", service.url()))) {
            List<String> tokens = tokens();
            return List.of(
                    get("one product", "/api/v1/products/" + setup.products().getFirst(), gateway, service, tokens),
                    get("a page of 50 products", "/api/v1/products", gateway, service, tokens));
        }
    }

    private Get get(String name, String path, ServiceProcess gateway, ServiceProcess service, List<String> tokens) {
        say.accept("GET of %s through the gateway and at the service …".formatted(name));
        var through = new GetLoad(URI.create(gateway.url()), path, tokens);
        var direct = new GetLoad(URI.create(service.url()), path, tokens);
        warmUp(through);
        warmUp(direct);
        Cpu atGateway = new Cpu(gateway.pid());
        Cpu behind = new Cpu(service.pid());
        Cpu alone = new Cpu(service.pid());
        long bytes = 0;
        // by turns: the machine's speed changes in a run
        for (int round = 0; round < GET_ROUNDS; round++) {
            bytes = count(through, atGateway, behind).bytes();
            count(direct, alone);
        }
        return new Get(name, bytes, atGateway.millisEach(), behind.millisEach(), alone.millisEach());
    }

    private static void warmUp(GetLoad load) {
        long answered = 0;
        for (int slice = 0; slice < GET_WARM_UP_SLICES && answered < GET_WARM_UP_REQUESTS; slice++) {
            answered += load.saturating(CONNECTIONS, GET_WARM_UP_SLICE_SECONDS).answered();
        }
    }

    private static GetLoad.Result count(GetLoad load, Cpu... meters) {
        for (Cpu meter : meters) {
            meter.begin();
        }
        GetLoad.Result result = load.saturating(CONNECTIONS, GET_SECONDS);
        for (Cpu meter : meters) {
            meter.end(result.answered());
        }
        if (!result.clean()) {
            throw new BenchException("Not every GET was answered with 200: " + result.refused());
        }
        return result;
    }

    /** CPU time of a process over several windows. */
    private static final class Cpu {
        private final long pid;
        private double begin;
        private double seconds;
        private long requests;

        Cpu(long pid) {
            this.pid = pid;
        }

        void begin() {
            begin = Proc.seconds(pid);
        }

        void end(long answered) {
            seconds += Proc.seconds(pid) - begin;
            requests += answered;
        }

        double millisEach() {
            return 1e3 * seconds / requests;
        }
    }
}
