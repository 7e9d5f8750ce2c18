package dev.erp.finance.rate;

import static dev.erp.chassis.persistence.Columns.utc;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.BusinessCalendar;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps what currencies cost by day. What documents carry they keep, whatever is replaced here later. */
@Component
class RateBook {

    /** What a list is narrowed to; null means not. */
    record Filter(Currency currency, LocalDate from, LocalDate to) {}

    private final DatabaseClient database;
    private final Outbox outbox;
    private final ExchangeRates rates;
    private final BusinessCalendar calendar;

    RateBook(DatabaseClient database, Outbox outbox, ExchangeRates rates, BusinessCalendar calendar) {
        this.database = database;
        this.outbox = outbox;
        this.rates = rates;
        this.calendar = calendar;
    }

    /**
     * Enters the rate of a day, or replaces it, in the caller's transaction; the same one again changes nothing. Fails with a
     * {@link Problem} 400 for a day that has not come.
     */
    Mono<ExchangeRate> enter(Currency currency, LocalDate day, BigDecimal rate, Caller caller) {
        LocalDate today = calendar.today();
        if (day.isAfter(today)) {
            throw Problem.invalid("day", "in_the_future", "must be " + today + " (today) or before");
        }
        var entered = new ExchangeRate(Ids.next(), currency, day, rate, caller.actor(), calendar.now(), 1);
        return write("""
                INSERT INTO exchange_rate (id, currency, day, rate, entered_by, entered_by_name, entered_at, version)
                VALUES (:id, :currency, :day, :rate, :by, :byName, :at, :version)
                ON CONFLICT (currency, day) DO NOTHING
                RETURNING id
                """, entered, null, caller)
                .flatMap(isNew -> isNew ? Mono.just(entered) : replace(entered, caller));
    }

    private Mono<ExchangeRate> replace(ExchangeRate entered, Caller caller) {
        return find(entered.currency(), entered.day(), " FOR UPDATE").flatMap(known -> {
            if (known.rate().compareTo(entered.rate()) == 0) {
                return Mono.just(known);
            }
            ExchangeRate after = known.replacedBy(entered);
            return write("""
                    UPDATE exchange_rate
                       SET rate = :rate, entered_by = :by, entered_by_name = :byName, entered_at = :at,
                           version = :version
                     WHERE id = :id AND currency = :currency AND day = :day
                    RETURNING id
                    """, after, known.rate(), caller).thenReturn(after);
        });
    }

    /** @return whether the statement wrote a row, and with it the event */
    private Mono<Boolean> write(String sql, ExchangeRate rate, BigDecimal before, Caller caller) {
        NewEvent event = NewEvent.of(
                ExchangeRate.TOPIC,
                ExchangeRate.ENTERED,
                rate.id(),
                rate.version(),
                rate.enteredAt(),
                caller.inProcess(rate.id()),
                rate.entered(rates.base(), before));
        var statement = database.sql("""
                        WITH entered AS (
                            %s
                        ), events AS (
                            %s (id, topic, subject) WHERE subject IN (SELECT id FROM entered)
                        )
                        SELECT count(*) AS written FROM entered
                        """.formatted(sql, Outbox.INSERT))
                .bind("id", rate.id())
                .bind("currency", rate.currency().getCurrencyCode())
                .bind("day", rate.day())
                .bind("rate", rate.rate())
                .bind("by", rate.by().id())
                .bind("byName", rate.by().name())
                .bind("at", utc(rate.enteredAt()))
                .bind("version", rate.version());
        return outbox.bind(statement, List.of(event))
                .map(row -> row.get("written", Long.class) == 1)
                .one();
    }

    /** Fails with a {@link Problem} 404 when nobody entered one for this very day. */
    Mono<ExchangeRate> get(Currency currency, LocalDate day) {
        return find(currency, day, "")
                .switchIfEmpty(Mono.error(() -> Problem.notFound("exchange rate of " + currency + " on", day)));
    }

    private Mono<ExchangeRate> find(Currency currency, LocalDate day, String lock) {
        return database.sql("SELECT * FROM exchange_rate WHERE currency = :currency AND day = :day" + lock)
                .bind("currency", currency.getCurrencyCode())
                .bind("day", day)
                .map(RateBook::rate)
                .one();
    }

    Mono<Page<ExchangeRateView>> list(Filter filter, PageRequest page) {
        return ListQuery.select("SELECT * FROM exchange_rate")
                .sortable("day", "day", LocalDate.class)
                .where(
                        "currency = :currency",
                        "currency",
                        filter.currency == null ? null : filter.currency.getCurrencyCode())
                .where("day >= :from", "from", filter.from)
                .where("day < :to", "to", filter.to)
                .page(database, page, row -> ExchangeRateView.of(rate(row), rates.base()));
    }

    private static ExchangeRate rate(Readable row) {
        return new ExchangeRate(
                row.get("id", UUID.class),
                Currency.getInstance(row.get("currency", String.class)),
                row.get("day", LocalDate.class),
                row.get("rate", BigDecimal.class).stripTrailingZeros(),
                new Actor(row.get("entered_by", String.class), row.get("entered_by_name", String.class)),
                row.get("entered_at", OffsetDateTime.class).toInstant(),
                row.get("version", Long.class));
    }
}
