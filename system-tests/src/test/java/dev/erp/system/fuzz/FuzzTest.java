package dev.erp.system.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.standalone.api.ApiClient;
import dev.erp.system.Answer;
import dev.erp.system.Door;
import dev.erp.system.Person;
import dev.erp.system.PublishedApi;
import dev.erp.system.RunningSystem;
import dev.erp.testing.ApiOperation;
import dev.erp.testing.Counterexample;
import io.kotest.property.Arb;
import io.kotest.property.Sample;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent to whatever operation of the API's document: no failure of the server's, nothing of its insides in an answer, and an
 * answer in time. The seed is in every failure; {@code -Derp.property.seed=N} sends the same again.
 */
class FuzzTest {

    private static final int REQUESTS = 20_000;
    /** Of an operation that takes no input there is little to spoil. */
    private static final int FEW = 25;

    private static final int CLIENTS = 4;
    private static final int SHRINKINGS = 200;

    /** What only a program says. Malformed requests have none of it, so an answer that repeats what was sent has none either. */
    private static final List<String> INSIDES = List.of(
            "Exception",
            "\tat ",
            "dev.erp",
            "java.",
            "org.springframework",
            "reactor.",
            "io.netty",
            "jackson",
            "SELECT ",
            "INSERT ",
            "UPDATE ",
            "SQLSTATE",
            "postgres");

    private static RunningSystem system;
    private static ApiClient admin;

    @BeforeAll
    static void begin() {
        system = RunningSystem.get();
        admin = system.admin();
    }

    @Test
    void check_34_twenty_thousand_malformed_requests_find_nothing() throws Exception {
        long seed = Counterexample.newSeed();
        List<ApiOperation> operations;
        try (Door door = Door.fromElsewhere()) {
            operations = PublishedApi.of(door).operations();
        }
        long rich = operations.stream().filter(FuzzTest::takesInput).count();
        int each = Math.toIntExact((REQUESTS - FEW * (operations.size() - rich)) / rich + 1);
        Map<Integer, LongAdder> statuses =
                new ConcurrentSkipListMap<>(Map.of(401, new LongAdder(), 429, new LongAdder()));
        Person anybody = Person.with(admin, "admin");
        String anybodysToken = tokenOf(anybody);
        List<Callable<Optional<Counterexample<Malformed>>>> runs = new ArrayList<>();
        for (ApiOperation operation : operations) {
            runs.add(() -> {
                // what ends sessions must not end those of the others
                boolean endsSessions = operation.permissions().contains("signed-in");
                Person caller = endsSessions ? Person.with(admin, "admin") : anybody;
                String token = endsSessions ? tokenOf(caller) : anybodysToken;
                Arb<Malformed> requests = Malformations.of(operation);
                return run(caller, token, requests, takesInput(operation) ? each : FEW, seed, statuses);
            });
        }
        List<Counterexample<Malformed>> violations = new ArrayList<>();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (Future<Optional<Counterexample<Malformed>>> run : clients.invokeAll(runs)) {
                run.get().ifPresent(violations::add);
            }
        }

        System.out.println("with the seed " + seed + ", answers by their status: " + statuses);
        assertThat(violations).as("with the seed " + seed).isEmpty();
        assertThat(statuses.values().stream().mapToLong(LongAdder::sum).sum()).isGreaterThanOrEqualTo(REQUESTS);
        // who is not let in finds nothing either
        assertThat(statuses.get(401).sum() + statuses.get(429).sum())
                .as("of " + statuses)
                .isLessThan(REQUESTS / 5);
        assertThat(system.check())
                .filteredOn(finding -> !finding.holds())
                .as("what the requests have broken, with the seed " + seed)
                .isEmpty();
    }

    private static String tokenOf(Person person) {
        try (Door door = Door.fromElsewhere()) {
            return person.session(door).accessToken();
        }
    }

    private static boolean takesInput(ApiOperation operation) {
        return operation.bodyExample().isPresent() || operation.path().contains("{");
    }

    /** The first violation, made as small as can be. */
    private static Optional<Counterexample<Malformed>> run(
            Person caller,
            String first,
            Arb<Malformed> requests,
            int times,
            long seed,
            Map<Integer, LongAdder> statuses) {
        try (Door door = Door.fromElsewhere()) {
            String token = first;
            Iterator<Sample<Malformed>> samples = Counterexample.samples(requests, seed);
            for (int i = 0; i < times; i++) {
                Sample<Malformed> sample = samples.next();
                Answer answer = sample.getValue().send(door, token);
                statuses.computeIfAbsent(answer.status(), _ -> new LongAdder()).increment();
                if (answer.code().equals("token_invalid")
                        && !sample.getValue().headers().containsKey("Authorization")) {
                    // the operation has ended the session, as it should
                    token = caller.session(door).accessToken();
                }
                Optional<String> wrong = violation(answer);
                if (wrong.isPresent()) {
                    String now = token;
                    return Optional.of(Counterexample.smallest(
                            sample, wrong.get(), seed, SHRINKINGS, request -> violation(request.send(door, now))));
                }
            }
            return Optional.empty();
        }
    }

    /** What is wrong with an answer. That it comes in time is the door's to see. */
    private static Optional<String> violation(Answer answer) {
        if (answer.status() >= 500) {
            return Optional.of(answer.status() + " " + answer.body());
        }
        if (answer.status() >= 400 && !answer.body().isEmpty() && answer.code().isEmpty()) {
            return Optional.of("no problem with a code: " + answer.status() + " " + answer.body());
        }
        return INSIDES.stream()
                .filter(inside -> answer.body().contains(inside))
                .findFirst()
                .map(inside -> "says '" + inside + "': " + answer.status() + " " + answer.body());
    }
}
