package dev.erp.audit.dashboard;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;

/** Sums by what is measured. A document adds what it counts for, and takes away what it counted for before: the rest is the change. */
final class Measures {

    /** The day of the sum over all days. */
    static final LocalDate ALL_DAYS = LocalDate.of(1, 1, 1);

    /** @param key of what: a state, a product, a customer; empty if there is nothing to tell apart */
    record Key(String measure, String currency, LocalDate day, String key) {}

    /** @param documents how many there are */
    record Sum(BigDecimal amount, BigDecimal net, BigDecimal quantity, long documents) {

        static final Sum ZERO = new Sum(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 0);
        static final Sum ONE = new Sum(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 1);

        static Sum of(BigDecimal amount) {
            return new Sum(amount, BigDecimal.ZERO, BigDecimal.ZERO, 1);
        }

        static Sum of(BigDecimal amount, BigDecimal net) {
            return new Sum(amount, net, BigDecimal.ZERO, 1);
        }

        Sum plus(Sum other) {
            return new Sum(
                    amount.add(other.amount),
                    net.add(other.net),
                    quantity.add(other.quantity),
                    documents + other.documents);
        }

        Sum negated() {
            return new Sum(amount.negate(), net.negate(), quantity.negate(), -documents);
        }

        boolean isZero() {
            return amount.signum() == 0 && net.signum() == 0 && quantity.signum() == 0 && documents == 0;
        }
    }

    private final Map<Key, Sum> sums = new HashMap<>();
    private boolean takingAway;

    /** What is added from now on is taken away. */
    Measures takeAway() {
        takingAway = true;
        return this;
    }

    Measures add() {
        takingAway = false;
        return this;
    }

    /** Counts over all days only. */
    void count(String measure, String currency, String key, Sum sum) {
        put(new Key(measure, currency, ALL_DAYS, key), sum);
    }

    /** Counts over all days and on this one. */
    void count(String measure, String currency, LocalDate day, String key, Sum sum) {
        count(measure, currency, key, sum);
        put(new Key(measure, currency, day, key), sum);
    }

    /** Counts over all days and in the month of this one. */
    void countMonthly(String measure, String currency, LocalDate day, String key, Sum sum) {
        count(measure, currency, YearMonth.from(day).atDay(1), key, sum);
    }

    /** What has changed; sums that have not are not in it. */
    Map<Key, Sum> changes() {
        sums.values().removeIf(Sum::isZero);
        return sums;
    }

    private void put(Key key, Sum sum) {
        sums.merge(key, takingAway ? sum.negated() : sum, Sum::plus);
    }
}
