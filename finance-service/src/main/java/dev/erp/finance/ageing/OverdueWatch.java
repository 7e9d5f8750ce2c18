package dev.erp.finance.ageing;

import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Says that an invoice or a bill is overdue, once: the status follows from the date by itself, but nobody would hear of it. Any
 * number of instances may look at once.
 */
@Component
class OverdueWatch {

    private static final Logger LOG = LoggerFactory.getLogger(OverdueWatch.class);

    /** Documents of one transaction; more are told by the next. */
    private static final int BATCH = 500;

    private final OverdueDocuments documents;
    private final Transactions transactions;
    private final Outbox outbox;

    OverdueWatch(OverdueDocuments documents, Transactions transactions, Outbox outbox) {
        this.documents = documents;
        this.transactions = transactions;
        this.outbox = outbox;
    }

    @Scheduled(fixedDelayString = "${erp.finance.overdue-interval}")
    Mono<Void> look() {
        // deferred: Spring calls a reactive scheduled method once, and subscribes again each time
        return Mono.defer(() -> batch(true).then(batch(false)))
                .doOnError(failure -> LOG.warn("Cannot look for overdue documents now: {}", failure.toString()))
                .onErrorComplete();
    }

    private Mono<Void> batch(boolean ofInvoices) {
        return one(ofInvoices)
                .expand(looked -> looked == BATCH ? one(ofInvoices) : Mono.empty())
                .then();
    }

    private Mono<Integer> one(boolean ofInvoices) {
        return transactions
                .run(Mono.defer(() -> ofInvoices ? documents.invoices(BATCH) : documents.bills(BATCH)))
                .doOnSuccess(looked -> outbox.wake());
    }
}
