package dev.erp.finance.journal;

import dev.erp.chassis.money.Money;
import dev.erp.finance.journal.TrialBalance.InBase;
import dev.erp.finance.journal.TrialBalance.Line;
import dev.erp.finance.journal.TrialBalance.Total;
import dev.erp.finance.rate.ExchangeRates;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Adds up the journal, by account and currency, and in the base currency. */
@Component
class TrialBalances {

    /**
     * An account in one currency.
     *
     * @param base what has a rate, in the base currency
     * @param withoutRate what has none, in its own
     */
    private record Sums(Account account, Total own, Total base, Total withoutRate) {}

    private final DatabaseClient database;
    private final Currency base;

    TrialBalances(DatabaseClient database, ExchangeRates rates) {
        this.database = database;
        this.base = rates.base();
    }

    /** Sums of everything booked up to this day, that day included. */
    Mono<TrialBalance> on(LocalDate day) {
        return database.sql("""
                        SELECT account, currency, sum(side.debit) AS debit, sum(side.credit) AS credit,
                               sum(round(side.debit * rate, :digits)) AS base_debit,
                               sum(round(side.credit * rate, :digits)) AS base_credit,
                               sum(side.debit) FILTER (WHERE rate IS NULL) AS bare_debit,
                               sum(side.credit) FILTER (WHERE rate IS NULL) AS bare_credit
                          FROM (SELECT id, currency, CASE currency WHEN :base THEN 1 ELSE exchange_rate END AS rate
                                  FROM journal_entry WHERE booked_on <= :on) AS entry
                          JOIN journal_posting AS posting ON posting.entry_id = entry.id
                         CROSS JOIN LATERAL (VALUES (posting.debit, posting.amount, 0), (posting.credit, 0, posting.amount))
                               AS side (account, debit, credit)
                         GROUP BY account, currency
                         ORDER BY account, currency
                        """)
                .bind("on", day)
                .bind("base", base.getCurrencyCode())
                .bind("digits", base.getDefaultFractionDigits())
                .map(this::sums)
                .all()
                .collectList()
                .map(sums -> new TrialBalance(
                        day,
                        sums.stream().map(one -> line(one.account, one.own)).toList(),
                        totals(sums),
                        inBase(sums)));
    }

    private Sums sums(Readable row) {
        Currency currency = Currency.getInstance(row.get("currency", String.class));
        return new Sums(
                Account.ofCode(row.get("account", String.class)),
                total(row, "debit", "credit", currency),
                total(row, "base_debit", "base_credit", base),
                total(row, "bare_debit", "bare_credit", currency));
    }

    private static Total total(Readable row, String debit, String credit, Currency currency) {
        return new Total(money(row, debit, currency), money(row, credit, currency));
    }

    private static Money money(Readable row, String column, Currency currency) {
        BigDecimal sum = row.get(column, BigDecimal.class);
        return sum == null ? Money.zero(currency) : new Money(sum, currency);
    }

    private static Line line(Account account, Total sums) {
        Money balance = sums.debit().minus(sums.credit());
        return new Line(account.code(), account.title(), account.type(), sums.debit(), sums.credit(), balance);
    }

    private static List<Total> totals(List<Sums> sums) {
        return byCurrency(sums.stream().map(Sums::own).toList());
    }

    private InBase inBase(List<Sums> sums) {
        Map<Account, Total> byAccount = new TreeMap<>();
        Total all = new Total(Money.zero(base), Money.zero(base));
        for (Sums one : sums) {
            byAccount.merge(one.account, one.base, TrialBalances::plus);
            all = plus(all, one.base);
        }
        List<Line> lines = new ArrayList<>();
        byAccount.forEach((account, total) -> lines.add(line(account, total)));
        List<Total> bare = sums.stream()
                .map(Sums::withoutRate)
                .filter(total -> total.debit().isPositive() || total.credit().isPositive())
                .toList();
        return new InBase(lines, all, byCurrency(bare));
    }

    private static List<Total> byCurrency(List<Total> totals) {
        Map<String, Total> sums = new TreeMap<>();
        totals.forEach(one -> sums.merge(one.debit().currency().getCurrencyCode(), one, TrialBalances::plus));
        return List.copyOf(sums.values());
    }

    private static Total plus(Total a, Total b) {
        return new Total(a.debit().plus(b.debit()), a.credit().plus(b.credit()));
    }
}
