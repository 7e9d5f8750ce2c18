package dev.erp.finance.bill;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.document.Numbers;
import dev.erp.finance.document.Numbers.Series;
import dev.erp.finance.document.SendingTerms;
import dev.erp.finance.journal.Journal;
import dev.erp.finance.journal.JournalEntry;
import dev.erp.finance.journal.JournalEntry.Document;
import dev.erp.finance.rate.ExchangeRates;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Sends bills to be paid, and books them, in the caller's transaction. The number is taken last, because its series is locked from
 * then on to the commit.
 */
@Component
class SendingBills {

    private final Bills bills;
    private final Numbers numbers;
    private final SupplierNumbers supplierNumbers;
    private final ExchangeRates rates;
    private final Journal journal;
    private final BusinessCalendar calendar;

    SendingBills(
            Bills bills,
            Numbers numbers,
            SupplierNumbers supplierNumbers,
            ExchangeRates rates,
            Journal journal,
            BusinessCalendar calendar) {
        this.supplierNumbers = supplierNumbers;
        this.rates = rates;
        this.bills = bills;
        this.numbers = numbers;
        this.journal = journal;
        this.calendar = calendar;
    }

    /**
     * Sends a locked bill. Fails with a {@link Problem} 409 when the supplier has another bill of this number, 422 for a rate in the
     * base currency, or when none is known.
     *
     * @param supplierNumber the supplier's own number, or null for the one that it has
     * @param with what is decided anew
     */
    Mono<Bill> send(Bill locked, String supplierNumber, SendingTerms with, Function<UUID, Origin> inProcess) {
        return Mono.defer(() -> {
            locked.requireDraft();
            rates.requireFits(locked.currency(), with.exchangeRate());
            Bill.Terms terms = locked.terms();
            String own = supplierNumber == null ? terms.supplierNumber() : supplierNumber;
            Instant now = calendar.now();
            LocalDate today = calendar.dayOf(now);
            return journal.requireOpen(today)
                    .then(supplierNumbers.take(terms.supplier().supplierId(), own, locked.id()))
                    .then(Mono.defer(() -> rate(locked, with, today)))
                    .flatMap(rate -> numbers.take(Series.BILL, today, 1)
                            .flatMap(number -> bills.save(
                                    locked.send(
                                            own,
                                            number.getFirst(),
                                            now,
                                            today,
                                            with.over(terms.payment()),
                                            rate.orElse(null)),
                                    now,
                                    inProcess)))
                    .flatMap(sent -> book(sent, now, today, inProcess).thenReturn(sent));
        });
    }

    /** That of the bill, or the one of the day; empty in the base currency. */
    private Mono<Optional<BigDecimal>> rate(Bill locked, SendingTerms with, LocalDate today) {
        BigDecimal own = with.rateOver(locked.terms().exchangeRate());
        return own != null
                ? Mono.just(Optional.of(own))
                : rates.on(today, List.of(locked.currency()))
                        .map(known -> Optional.ofNullable(known.get(locked.currency())));
    }

    private Mono<Void> book(Bill sent, Instant now, LocalDate today, Function<UUID, Origin> inProcess) {
        Document document = new Document(
                sent.id(),
                sent.number(),
                today,
                sent.terms().exchangeRate(),
                inProcess.apply(sent.correlationId()).actor(),
                now);
        return journal.write(List.of(JournalEntry.billSent(
                Ids.next(), document, sent.terms().net(), sent.terms().tax())));
    }
}
