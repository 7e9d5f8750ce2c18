package dev.erp.standalone.check;

import static dev.erp.standalone.check.History.INVOICE;
import static dev.erp.standalone.check.History.ORDER;
import static dev.erp.standalone.check.History.PART;
import static dev.erp.standalone.check.History.WIDGET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.standalone.api.Refusal;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final List<String> CONTEXTS = List.of("sales", "finance");
    private static final String INVARIANTS = "[{\"name\": \"nothing_is_parked\", \"count\": 0, \"violations\": []}]";

    private static Answers healthy(History history) {
        List<String> trail = history.events().stream()
                .map(event -> "{\"id\": \"%s\"}".formatted(event.id()))
                .toList();
        return Answers.NONE
                .withReserved(Map.of(WIDGET, 3, PART, 1))
                .withTrail(trail)
                .withInvariants(INVARIANTS)
                .withDashboard("{\"customers\": [{\"status\": \"active\", \"count\": 1}]}")
                .withList("/api/v1/customers", List.of("{\"status\": \"active\"}"));
    }

    private static List<Finding> read(History history, Services services) {
        var reading = new Reading(SystemCheck.guarantees(CONTEXTS));
        history.events().forEach(reading::event);
        return reading.findings(services);
    }

    private static List<String> offenders(List<Finding> findings) {
        return findings.stream()
                .flatMap(finding -> finding.offenders().stream())
                .toList();
    }

    @Test
    void everything_holds_in_a_healthy_history() {
        var history = History.healthy();

        List<Finding> findings = read(history, healthy(history));

        assertThat(offenders(findings)).isEmpty();
        assertThat(findings).allSatisfy(finding -> assertThat(finding.checked()).isPositive());
    }

    @Test
    void every_guarantee_of_this_package_is_asked() throws Exception {
        var asked = SystemCheck.guarantees(CONTEXTS).stream()
                .map(Object::getClass)
                .distinct()
                .toList();

        assertThat(asked).containsExactlyInAnyOrderElementsOf(written());
    }

    @Test
    void the_invariants_of_every_service_are_asked_for() {
        assertThat(read(new History(), Answers.NONE))
                .extracting(Finding::guarantee)
                .contains("the invariants of sales hold", "the invariants of finance hold");
    }

    @Test
    void an_event_that_comes_again_counts_once() {
        var history = History.healthy();
        Answers says = healthy(history);
        history.events().forEach(history::add);

        List<Finding> findings = read(history, says);

        assertThat(offenders(findings)).isEmpty();
        assertThat(findings.getFirst().remark()).isEqualTo("17 records are repetitions");
    }

    @Test
    void rubbish_is_remarked_and_breaks_nothing() {
        var reading = new Reading(List.of(new VersionsAreContiguous()));
        reading.rubbish();

        List<Finding> findings = reading.findings(Answers.NONE);

        assertThat(findings).allMatch(Finding::holds);
        assertThat(findings.getFirst().remark()).isEqualTo("1 records are no events");
    }

    @Test
    void an_event_whose_data_cannot_be_understood_is_reported_and_the_others_are_still_checked() {
        var history = new History()
                .add("sales.order.placed", data -> data.remove("gross"))
                .add("finance.payment.recorded", data -> data.put("amount", "much"))
                .add("inventory.stock.received", data -> data.put("change", "a lot"))
                .add("finance.invoice.paid");

        List<Finding> findings = read(history, healthy(history));

        assertThat(findings.getFirst().offenders())
                .hasSize(3)
                .allMatch(offender -> offender.endsWith("its data cannot be understood"))
                .anyMatch(offender -> offender.contains("sales.order.placed.v1") && offender.contains(ORDER))
                .anyMatch(offender -> offender.contains("finance.payment.recorded.v1"))
                .anyMatch(offender -> offender.contains("inventory.stock.received.v1") && offender.contains(WIDGET));
        assertThat(offenders(findings)).contains("invoice %s is paid without a payment".formatted(INVOICE));
    }

    @Test
    void a_service_that_refuses_or_answers_nonsense_is_reported() {
        Guarantee refused = asking(() -> {
            throw Refusal.of("GET /api/v1/stock", 403, "Not allowed.");
        });
        Guarantee nonsense = asking(() -> Answers.NONE.withVerification("{").auditVerification());

        List<Finding> findings = new Reading(List.of(refused, nonsense)).findings(Answers.NONE);

        assertThat(findings.subList(1, 3)).noneMatch(Finding::holds);
        assertThat(findings.get(1).offenders())
                .containsExactly("cannot be asked: GET /api/v1/stock was answered with 403 Not allowed.");
    }

    private static Guarantee asking(Runnable services) {
        return new Guarantee() {
            @Override
            public void see(Event event) {}

            @Override
            public Finding finding(Services ignored) {
                services.run();
                throw new AssertionError("nothing was asked");
            }
        };
    }

    /** All classes of the package that are guarantees. */
    private static List<Class<?>> written() throws Exception {
        Path classes = directory();
        try (Stream<Path> files = Files.list(classes)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> Guarantee.class.getPackageName() + "." + file.substring(0, file.length() - 6))
                    .<Class<?>>map(ReadingTest::load)
                    .filter(type -> Guarantee.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers()))
                    .toList();
        }
    }

    private static Path directory() throws URISyntaxException {
        var location = Guarantee.class.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(location.toURI())
                .resolve(Guarantee.class.getPackageName().replace('.', '/'));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
