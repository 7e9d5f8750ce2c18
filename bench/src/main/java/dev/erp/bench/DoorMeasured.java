package dev.erp.bench;

import dev.erp.bench.load.GetLoad;
import java.util.List;
import java.util.Map;

/**
 * What identity and the door cost.
 *
 * @param tokenCheckNanos CPU of checking an access token that was seen before
 * @param logins what many of them at once reach, and do to others
 * @param gets what reading costs at the gateway and at the service
 */
record DoorMeasured(BenchOptions options, double tokenCheckNanos, Logins logins, List<Get> gets) {

    /**
     * Logins that are bound by nothing but bcrypt reach its rate.
     *
     * @param bcryptCost work factor
     * @param bcryptBefore comparisons per second by all cores that do nothing else, before the logins
     * @param bcryptAfter the same, after them
     * @param atOnce logins under way
     * @param perSecond logins per second, when nobody asks for anything else
     * @param perSecondBesideOthers logins per second while others read
     * @param refused answers that were no login, by status
     * @param othersPerSecond reads that are due in a second
     * @param othersAlone those reads, without any login
     * @param othersMeanwhile those reads, with as many logins as before
     */
    record Logins(
            int bcryptCost,
            double bcryptBefore,
            double bcryptAfter,
            int atOnce,
            double perSecond,
            double perSecondBesideOthers,
            Map<Integer, Long> refused,
            double othersPerSecond,
            GetLoad.Result othersAlone,
            GetLoad.Result othersMeanwhile) {

        /** The machine's own speed changes in a run, so it is asked before and after. */
        double bcryptPerSecond() {
            return (bcryptBefore + bcryptAfter) / 2;
        }

        /** Logins, over what bcrypt alone would allow. */
        double ratio() {
            return perSecond / bcryptPerSecond();
        }

        /** What others wait for at most but once in a hundred times, over the same without logins. */
        double harm() {
            return othersMeanwhile.latency().p99() / othersAlone.latency().p99();
        }
    }

    /**
     * One kind of read, in milliseconds of CPU for each.
     *
     * @param name for the report
     * @param bytes of the answer
     * @param gateway the gateway's, for a read through it
     * @param serviceBehind the service's, for a read through the gateway
     * @param serviceDirect the service's, for a read at the service itself
     */
    record Get(String name, long bytes, double gateway, double serviceBehind, double serviceDirect) {
        /** Gateway and service, over the service alone. */
        double ratio() {
            return (gateway + serviceBehind) / serviceDirect;
        }
    }

    /** Whether every request was answered as it should. */
    boolean clean() {
        return logins.refused().isEmpty()
                && logins.othersAlone().clean()
                && logins.othersMeanwhile().clean();
    }
}
