package dev.erp.hr.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.web.Problem;
import dev.erp.hr.history.History.Entry;
import dev.erp.testing.Counterexample;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever is begun and withdrawn, in whatever order: on each day holds what a plain calendar says, which is written day by day and
 * knows nothing of periods.
 */
class HistoriesTest {

    private static final int HISTORIES = 1_000;
    private static final int LENGTH = 40;
    private static final int SHRINKINGS = 2_000;
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final int DAYS = 60;

    @Test
    void in_any_history_each_day_holds_what_was_begun_last_and_nothing_overlaps() {
        assertThat(Counterexample.find(
                        Counterexample.numbers(Integer.MAX_VALUE - 1, 1, LENGTH),
                        HISTORIES,
                        SHRINKINGS,
                        history -> Optional.ofNullable(violation(history))))
                .isEmpty();
    }

    /** Null if there is none. */
    private static String violation(List<Integer> numbers) {
        var history = new History(List.of());
        Map<LocalDate, UUID> calendar = new TreeMap<>();
        for (int number : numbers) {
            History before = history;
            Map<LocalDate, UUID> calendarBefore = new TreeMap<>(calendar);
            String what = "";
            try {
                if (number % 4 == 0 && !history.entries().isEmpty()) {
                    what = "withdraw";
                    history = withdraw(history, calendar);
                } else {
                    Entry added = entry(number / 4);
                    what = "begin " + added.period();
                    history = begin(history, added, calendar);
                }
            } catch (Problem refused) {
                if (!history.equals(before) || !calendar.equals(calendarBefore)) {
                    return "refused and yet changed: " + what;
                }
            }
            String broken = broken(history, calendar);
            if (broken != null) {
                return numbers + ": after " + what + ": " + broken;
            }
        }
        return null;
    }

    private static Entry entry(int number) {
        LocalDate from = FIRST.plusDays(number % DAYS);
        int length = number / DAYS % 12;
        // every third one has no end yet
        LocalDate until = number / DAYS / 12 % 3 == 0 ? null : from.plusDays(length);
        return new Entry(UUID.randomUUID(), new Period(from, until));
    }

    private static History begin(History history, Entry added, Map<LocalDate, UUID> calendar) {
        History after = history.begin(added).after();
        // what had no end gives way to what begins, for good
        calendar.entrySet()
                .removeIf(day -> !day.getKey().isBefore(added.period().from())
                        && history.entries().stream()
                                .anyMatch(entry -> entry.id().equals(day.getValue())
                                        && entry.period()
                                                .from()
                                                .isBefore(added.period().from())
                                        && entry.period().until() == null));
        days().filter(added.period()::covers).forEach(day -> calendar.put(day, added.id()));
        return after;
    }

    private static History withdraw(History history, Map<LocalDate, UUID> calendar) {
        Entry newest = history.entries().getLast();
        History after = history.withdraw(newest.id()).after();
        UUID before = calendar.get(newest.period().from().minusDays(1));
        calendar.entrySet().stream()
                .filter(day -> day.getValue().equals(newest.id()))
                .toList()
                .forEach(day -> {
                    if (before == null) {
                        calendar.remove(day.getKey());
                    } else {
                        calendar.put(day.getKey(), before);
                    }
                });
        return after;
    }

    private static String broken(History history, Map<LocalDate, UUID> calendar) {
        List<LocalDate> wrong = days().filter(
                        day -> !history.on(day).map(Entry::id).equals(Optional.ofNullable(calendar.get(day))))
                .toList();
        return wrong.isEmpty() ? null : "on " + wrong + " holds something else: " + history;
    }

    private static Stream<LocalDate> days() {
        return FIRST.minusDays(1).datesUntil(FIRST.plusDays(DAYS + 20));
    }
}
