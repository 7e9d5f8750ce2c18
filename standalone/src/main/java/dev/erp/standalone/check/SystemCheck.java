package dev.erp.standalone.check;

import dev.erp.standalone.api.ApiClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Asks a running system whether its guarantees hold. Reads only. */
public final class SystemCheck {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Services services;
    private final String kafka;
    private final List<String> contexts;
    private final Duration patience;

    /**
     * @param api signed in as somebody who may read everything
     * @param kafka bootstrap servers
     * @param contexts of the services that have a database, such as {@code sales}
     * @param patience how long to look again while what is wrong may be still under way
     */
    public SystemCheck(ApiClient api, String kafka, List<String> contexts, Duration patience) {
        this(Services.of(api), kafka, contexts, patience);
    }

    SystemCheck(Services services, String kafka, List<String> contexts, Duration patience) {
        this.services = services;
        this.kafka = kafka;
        this.contexts = List.copyOf(contexts);
        this.patience = patience;
    }

    /**
     * Looks at everything once; and again while something is broken and events still flow, because topics and services
     * cannot be read at one moment.
     *
     * @return one finding per guarantee
     */
    public List<Finding> run() {
        long deadline = System.nanoTime() + patience.toNanos();
        Map<TopicPartition, Long> before = Map.of();
        for (int round = 1; ; round++) {
            List<Finding> findings = new ArrayList<>();
            Map<TopicPartition, Long> ends = once(findings);
            boolean quiet = round > 1 && ends.equals(before);
            if (findings.stream().allMatch(Finding::holds) || quiet || System.nanoTime() > deadline) {
                return findings;
            }
            before = ends;
            pause();
        }
    }

    private Map<TopicPartition, Long> once(List<Finding> findings) {
        var reading = new Reading(guarantees(contexts));
        Map<TopicPartition, Long> ends = Topics.readAll(kafka, reading::event, message -> reading.rubbish());
        findings.addAll(reading.findings(services));
        return ends;
    }

    /** All of them, new ones: they remember what they have seen. */
    static List<Guarantee> guarantees(List<String> contexts) {
        List<Guarantee> guarantees = new ArrayList<>(List.of(
                new VersionsAreContiguous(),
                new OrdersEnd(),
                new BooksAgree(),
                new OneInvoicePerOrder(),
                new InvoicedOnce(),
                new OneBillPerReceipt(),
                new PaymentsAddUp(),
                new InvoiceNumbersHaveNoGaps(),
                new CreditNotesFit(),
                new StockIsConserved(),
                new ReceiptsAreBookedOnce(),
                new TrailIsComplete(),
                new DashboardAgrees()));
        contexts.forEach(context -> guarantees.add(new InvariantsHold(context)));
        return guarantees;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two looks", e);
        }
    }
}
