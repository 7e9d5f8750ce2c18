package dev.erp.bench;

import dev.erp.bench.load.GetLoad;
import java.util.List;

/**
 * What lists of very many documents cost.
 *
 * @param lists each list at a fixed rate
 * @param pages of two lists from the first page on
 * @param mebibytesBefore proportional set size of the services before the lists were read
 * @param mebibytesAfter the same, after them
 */
record ListsMeasured(List<Asked> lists, List<Pages> pages, long mebibytesBefore, long mebibytesAfter) {
    /** GETs that are due in a second. */
    static final double PER_SECOND = 20;

    /** One list or search. */
    record Asked(String path, GetLoad.Result result) {}

    /**
     * Pages one after the other, each by the cursor of the one before.
     *
     * @param first median of the first {@code pages / 20}, in milliseconds
     * @param last the same, of the last ones
     */
    record Pages(String path, int pages, double first, double last) {}

    /** Whether every request was answered with 200. */
    boolean clean() {
        return lists.stream().allMatch(list -> list.result().clean());
    }
}
