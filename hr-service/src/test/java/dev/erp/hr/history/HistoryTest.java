package dev.erp.hr.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.web.Problem;
import dev.erp.hr.history.History.Entry;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final History EMPTY = new History(List.of());

    @Test
    void what_had_no_end_ends_the_day_before_the_next_begins() {
        Entry first = entry("2026-01-01", null);
        Entry second = entry("2026-07-01", null);

        History.Change change = EMPTY.begin(first).after().begin(second);

        assertThat(change.changed()).isEqualTo(new Entry(first.id(), period("2026-01-01", "2026-06-30")));
        assertThat(change.after().on(day("2026-06-30")).map(Entry::id)).contains(first.id());
        assertThat(change.after().on(day("2026-07-01")).map(Entry::id)).contains(second.id());
        assertThat(change.after().on(day("2025-12-31"))).isEmpty();
    }

    @Test
    void what_would_overlap_something_with_an_end_is_refused_and_both_are_named() {
        History history = EMPTY.begin(entry("2026-01-01", "2026-06-30")).after();

        assertThatThrownBy(() -> history.begin(entry("2026-06-30", null)))
                .isInstanceOf(Problem.class)
                .hasMessage("From 2026-06-30 on would overlap what holds from 2026-01-01 to 2026-06-30.");
        assertThat(history.begin(entry("2026-07-01", null)).changed()).isNull();
    }

    @Test
    void what_would_reach_into_something_planned_is_refused() {
        History history = EMPTY.begin(entry("2026-01-01", null))
                .after()
                .begin(entry("2027-01-01", null))
                .after();

        assertThatThrownBy(() -> history.begin(entry("2026-06-01", null)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("overlapping_periods"));
        assertThatThrownBy(() -> history.begin(entry("2027-01-01", null))).isInstanceOf(Problem.class);
    }

    @Test
    void two_days_of_one_period_may_be_the_same() {
        assertThat(EMPTY.begin(entry("2026-01-01", "2026-01-01")).after().on(day("2026-01-01")))
                .isPresent();
        assertThatThrownBy(() -> period("2026-01-02", "2026-01-01")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void when_the_newest_is_withdrawn_the_one_before_goes_on() {
        Entry first = entry("2026-01-01", null);
        Entry second = entry("2026-07-01", "2026-09-30");
        History history = EMPTY.begin(first).after().begin(second).after();

        History.Change change = history.withdraw(second.id());

        assertThat(change.changed()).isEqualTo(new Entry(first.id(), period("2026-01-01", "2026-09-30")));
        assertThatThrownBy(() -> history.withdraw(first.id()))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("not_the_newest"));
    }

    @Test
    void a_gap_stays_when_what_came_after_it_is_withdrawn() {
        Entry first = entry("2026-01-01", "2026-03-31");
        Entry second = entry("2026-07-01", null);

        History.Change change = EMPTY.begin(first).after().begin(second).after().withdraw(second.id());

        assertThat(change.changed()).isNull();
        assertThat(change.after().entries()).containsExactly(first);
    }

    @Test
    void a_history_has_a_limit() {
        History history = EMPTY;
        for (int i = 0; i < History.LIMIT; i++) {
            LocalDate day = day("2020-01-01").plusDays(i);
            history = history.begin(new Entry(UUID.randomUUID(), new Period(day, null)))
                    .after();
        }
        History full = history;

        assertThatThrownBy(() -> full.begin(entry("2026-01-01", null)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("too_many_periods"));
    }

    static Entry entry(String from, String until) {
        return new Entry(UUID.randomUUID(), period(from, until));
    }

    private static Period period(String from, String until) {
        return new Period(day(from), until == null ? null : day(until));
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }
}
