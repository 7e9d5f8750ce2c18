package dev.erp.finance.invoice;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.document.Numbers;
import dev.erp.finance.document.Numbers.Series;
import dev.erp.finance.document.SendingTerms;
import dev.erp.finance.invoice.Invoice.Change;
import dev.erp.finance.invoice.Invoice.Decided;
import dev.erp.finance.journal.Journal;
import dev.erp.finance.journal.JournalEntry;
import dev.erp.finance.journal.JournalEntry.Document;
import dev.erp.finance.rate.ExchangeRates;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Sends invoices and books them, one or a set of them in the same number of statements, in the caller's transaction. The numbers are
 * taken last, because their series is locked from then on to the commit.
 */
@Component
class SendingInvoices {

    private final Invoices invoices;
    private final Numbers numbers;
    private final Journal journal;
    private final ExchangeRates rates;
    private final BusinessCalendar calendar;

    SendingInvoices(
            Invoices invoices, Numbers numbers, Journal journal, ExchangeRates rates, BusinessCalendar calendar) {
        this.rates = rates;
        this.invoices = invoices;
        this.numbers = numbers;
        this.journal = journal;
        this.calendar = calendar;
    }

    /** Sends a locked invoice. Fails with a {@link Problem} 422 for a rate in the base currency, or when none is known. */
    Mono<Invoice> send(Invoice locked, SendingTerms with, Function<UUID, Origin> inProcess) {
        return send(List.of(locked), with, inProcess).map(List::getFirst);
    }

    /**
     * Sends all of them or, when one cannot be sent, none. Their numbers follow each other in the order of the ids. Fails with a
     * {@link Problem} 404 or 409, or 422 when no rate is known, that names the first that stands in the way.
     */
    Mono<List<Invoice>> sendAll(List<UUID> ids, Function<UUID, Origin> inProcess) {
        return invoices.lockAll(ids).flatMap(locked -> send(locked, SendingTerms.AS_DRAFTED, inProcess));
    }

    private Mono<List<Invoice>> send(List<Invoice> locked, SendingTerms with, Function<UUID, Origin> inProcess) {
        return Mono.defer(() -> {
            locked.forEach(Invoice::requireSendable);
            locked.forEach(invoice -> rates.requireFits(invoice.currency(), with.exchangeRate()));
            Instant now = calendar.now();
            LocalDate today = calendar.dayOf(now);
            return journal.requireOpen(today)
                    .then(Mono.defer(() -> rates.on(today, withoutRate(locked, with))))
                    .flatMap(known -> numbers.take(Series.INV, today, locked.size())
                            .flatMap(taken -> write(locked, taken, with, known, now, today, inProcess)));
        });
    }

    private static List<Currency> withoutRate(List<Invoice> locked, SendingTerms with) {
        return locked.stream()
                .filter(invoice -> with.rateOver(invoice.terms().exchangeRate()) == null)
                .map(Invoice::currency)
                .toList();
    }

    private Mono<List<Invoice>> write(
            List<Invoice> locked,
            List<String> taken,
            SendingTerms with,
            Map<Currency, BigDecimal> known,
            Instant now,
            LocalDate today,
            Function<UUID, Origin> inProcess) {
        List<Decided> decided = new ArrayList<>(locked.size());
        List<JournalEntry> entries = new ArrayList<>(locked.size());
        for (int i = 0; i < locked.size(); i++) {
            Invoice invoice = locked.get(i);
            BigDecimal own = with.rateOver(invoice.terms().exchangeRate());
            BigDecimal rate = own == null ? known.get(invoice.currency()) : own;
            Change change = invoice.send(
                    taken.get(i), now, today, with.over(invoice.terms().payment()), rate);
            Origin origin = inProcess.apply(invoice.correlationId());
            decided.add(new Decided(change, origin));
            entries.add(JournalEntry.invoiceSent(
                    Ids.next(),
                    new Document(invoice.id(), taken.get(i), today, rate, origin.actor(), now),
                    invoice.terms().net(),
                    invoice.terms().tax()));
        }
        return invoices.save(decided, now)
                .then(journal.write(entries))
                .thenReturn(decided.stream().map(one -> one.change().after()).toList());
    }
}
