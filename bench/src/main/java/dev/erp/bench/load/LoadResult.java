package dev.erp.bench.load;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What one job measured.
 *
 * @param accepted orders answered with 201 that were due in the window
 * @param refused other answers in the window, by status; 0 stands for a broken connection
 * @param completed orders whose invoice was heard of in the window, whenever they were placed
 * @param rejected orders that the system rejected, in the whole job
 * @param unfinished accepted orders that were neither invoiced nor rejected 30 s after the end
 * @param unsent orders that were due in the window and not sent 10 s after its end
 * @param post from the time the order was due to the last byte of the answer
 * @param saga from the time the order was due until the subscriber has {@code sales.order.invoiced} in hand
 */
public record LoadResult(
        LoadJob job,
        long accepted,
        Map<Integer, Long> refused,
        long completed,
        long rejected,
        long unfinished,
        long unsent,
        Latency post,
        Latency saga) {

    /** Completed sagas per second of the window. */
    public double sagasPerSecond() {
        return (double) completed / job.seconds();
    }

    /** Whether every order that was due was accepted and invoiced. */
    public boolean clean() {
        return refused.isEmpty() && rejected == 0 && unfinished == 0 && unsent == 0;
    }

    /** In milliseconds. */
    public record Latency(long count, double p50, double p90, double p99, double p999, double max) {
        static Latency of(Histogram micros) {
            return new Latency(
                    micros.getTotalCount(),
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(90) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3,
                    micros.getValueAtPercentile(99.9) / 1e3,
                    micros.getMaxValue() / 1e3);
        }
    }
}
