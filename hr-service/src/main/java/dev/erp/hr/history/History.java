package dev.erp.hr.history;

import dev.erp.chassis.web.Problem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What held when: entries that never overlap, the oldest first. Entries are added and the newest one may be withdrawn; nothing in
 * between ever changes.
 */
public record History(List<Entry> entries) {

    /** Of the entries of one history. */
    public static final int LIMIT = 500;

    /** Something that held, or will hold, in a period. */
    public record Entry(UUID id, Period period) {}

    /**
     * What follows from a command.
     *
     * @param changed the entry whose end has moved, with its new period; null if there is none
     */
    public record Change(History after, Entry changed) {}

    /** @throws IllegalArgumentException when entries overlap */
    public History {
        entries = entries.stream()
                .sorted(Comparator.comparing(entry -> entry.period().from()))
                .toList();
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i - 1).period().overlaps(entries.get(i).period())) {
                throw new IllegalArgumentException("two things would hold at once");
            }
        }
    }

    /** What held, or will hold, on a day. */
    public Optional<Entry> on(LocalDate day) {
        return entries.stream().filter(entry -> entry.period().covers(day)).findFirst();
    }

    /**
     * Adds an entry. One that had no end and began before ends on the day before.
     *
     * @throws Problem 409 {@code overlapping_periods} when it would overlap any other, {@code too_many_periods}
     */
    public Change begin(Entry added) {
        Entry ending = entries.stream()
                .filter(entry -> entry.period().isOpen()
                        && entry.period().from().isBefore(added.period().from()))
                .findFirst()
                .map(entry -> new Entry(
                        entry.id(),
                        entry.period().endingOn(added.period().from().minusDays(1))))
                .orElse(null);
        entries.stream()
                .filter(entry -> ending == null || !entry.id().equals(ending.id()))
                .filter(entry -> entry.period().overlaps(added.period()))
                .findFirst()
                .ifPresent(other -> {
                    throw Problem.conflict(
                            "overlapping_periods",
                            "From %s would overlap what holds from %s.".formatted(added.period(), other.period()));
                });
        if (entries.size() >= LIMIT) {
            throw Problem.conflict("too_many_periods", "A history has at most " + LIMIT + " periods.");
        }
        return new Change(new History(with(ending, added)), ending);
    }

    /**
     * Takes the newest entry away. If the one before ended on the day before, it takes the place of what was taken.
     *
     * @throws Problem 409 {@code not_the_newest}
     */
    public Change withdraw(UUID id) {
        Entry newest = entries.isEmpty() ? null : entries.getLast();
        if (newest == null || !newest.id().equals(id)) {
            throw Problem.conflict(
                    "not_the_newest",
                    "Only the newest period of a history can be withdrawn: later ones follow from it.");
        }
        List<Entry> left = new ArrayList<>(entries.subList(0, entries.size() - 1));
        Entry before = left.isEmpty() ? null : left.getLast();
        if (before == null || !newest.period().from().equals(before.period().end())) {
            return new Change(new History(left), null);
        }
        Entry grown =
                new Entry(before.id(), before.period().endingOn(newest.period().until()));
        left.set(left.size() - 1, grown);
        return new Change(new History(left), grown);
    }

    private List<Entry> with(Entry changed, Entry added) {
        return Stream.concat(
                        entries.stream()
                                .map(entry -> changed != null && entry.id().equals(changed.id()) ? changed : entry),
                        Stream.of(added))
                .toList();
    }
}
