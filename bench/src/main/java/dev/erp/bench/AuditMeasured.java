package dev.erp.bench;

import dev.erp.bench.load.GetLoad;
import java.util.List;

/**
 * What the audit trail and the dashboard do with very many events.
 *
 * @param records of the trail
 * @param appendSeconds from the first of the published events in the trail to the last one
 * @param dashboardSeconds from the last one in the trail until the dashboard had all
 * @param rebuildSeconds of making the dashboard anew
 * @param verifications one after the other
 * @param exports by format
 * @param answers of the dashboard, at a fixed rate
 * @param searches of the trail, at a fixed rate
 */
record AuditMeasured(
        long records,
        long events,
        double appendSeconds,
        double dashboardSeconds,
        double rebuildSeconds,
        List<Verification> verifications,
        List<Export> exports,
        List<Asked> answers,
        List<Asked> searches) {
    /** GETs that are due in a second. */
    static final double PER_SECOND = 20;

    record Verification(long checked, boolean intact, double seconds) {
        double perSecond() {
            return checked / seconds;
        }
    }

    /**
     * @param mebibytesBefore proportional set size of the services
     * @param mebibytesFirstHalf the most in the first half of it
     * @param mebibytesSecondHalf the most in the second half
     */
    record Export(
            String format,
            long lines,
            long bytes,
            double seconds,
            long mebibytesBefore,
            long mebibytesFirstHalf,
            long mebibytesSecondHalf) {}

    /** One answer. */
    record Asked(String path, GetLoad.Result result) {}

    double appendedPerSecond() {
        return events / appendSeconds;
    }

    /** Whether all was answered as it should. */
    boolean clean() {
        return verifications.stream().allMatch(Verification::intact)
                && answers.stream().allMatch(asked -> asked.result().clean())
                && searches.stream().allMatch(asked -> asked.result().clean())
                && exports.stream().allMatch(export -> export.lines >= records);
    }
}
