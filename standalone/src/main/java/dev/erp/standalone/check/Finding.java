package dev.erp.standalone.check;

import java.util.ArrayList;
import java.util.List;

/**
 * What was found about one guarantee.
 *
 * @param guarantee as a sentence
 * @param checked how many things were looked at
 * @param violations how many of them break it
 * @param offenders the first {@value #SHOWN} of those
 * @param remark what is worth knowing although nothing is broken; empty when there is nothing
 */
public record Finding(String guarantee, long checked, long violations, List<String> offenders, String remark) {
    static final int SHOWN = 10;

    /** Copies the offenders. */
    public Finding {
        offenders = List.copyOf(offenders);
    }

    /** Whether the guarantee holds for all that was looked at. */
    public boolean holds() {
        return violations == 0;
    }

    /** Collects what is found. */
    static final class Builder {
        private final String guarantee;
        private final List<String> offenders = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();
        private long checked;
        private long violations;

        Builder(String guarantee) {
            this.guarantee = guarantee;
        }

        void checked() {
            checked++;
        }

        void checked(long count) {
            checked += count;
        }

        void violation(String offender) {
            violations++;
            if (offenders.size() < SHOWN) {
                offenders.add(offender);
            }
        }

        /** Violations that somebody else has counted. */
        void violations(long count, List<String> first) {
            violations += count;
            first.stream().limit(SHOWN - (long) offenders.size()).forEach(offenders::add);
        }

        void remark(String remark) {
            remarks.add(remark);
        }

        Finding build() {
            return new Finding(guarantee, checked, violations, offenders, String.join("; ", remarks));
        }
    }
}
