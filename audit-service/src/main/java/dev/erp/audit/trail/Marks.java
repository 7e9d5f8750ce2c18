package dev.erp.audit.trail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the signed checkpoints say of one chain, in the order of positions. */
final class Marks {

    /** @param checkpoint its number */
    record Mark(long checkpoint, long position, byte[] hash) {}

    private final List<Mark> marks = new ArrayList<>();
    private int next;
    private long agreedUpTo;

    /** The next mark; one that is not behind the last one says nothing new. */
    void add(long checkpoint, long position, byte[] hash) {
        if (marks.isEmpty() || position > marks.getLast().position) {
            marks.add(new Mark(checkpoint, position, hash));
        }
    }

    /** Marks at or before this position say nothing any more: those records were removed. */
    void startBehind(long position) {
        agreedUpTo = position;
        while (next < marks.size() && marks.get(next).position <= position) {
            next++;
        }
    }

    /** The mark that does not agree with the record at this position, or null. Positions come in their order. */
    Mark against(long position, byte[] hash) {
        if (next == marks.size() || marks.get(next).position != position) {
            return null;
        }
        Mark mark = marks.get(next);
        if (!Arrays.equals(mark.hash, hash)) {
            return mark;
        }
        agreedUpTo = position;
        next++;
        return null;
    }

    /** The last position that a checkpoint has confirmed so far. */
    long agreedUpTo() {
        return agreedUpTo;
    }

    /** The first mark behind a position, or null: the chain is shorter than it was once. */
    Mark behind(long position) {
        return marks.stream()
                .filter(mark -> mark.position > position)
                .findFirst()
                .orElse(null);
    }
}
