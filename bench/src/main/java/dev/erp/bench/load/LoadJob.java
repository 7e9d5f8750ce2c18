package dev.erp.bench.load;

/**
 * One run of the generator. With a {@code rate} orders arrive at fixed times, whatever becomes of the earlier ones (open
 * model); without one a new order is placed whenever one of those {@code inFlight} is invoiced (closed model).
 *
 * @param name for messages
 * @param rate orders per second; 0 for the closed model
 * @param inFlight orders that are placed and not invoiced yet; counts in the closed model alone
 * @param connections HTTP connections, each with a thread; in the open model an order that finds all of them busy waits,
 *     and the wait counts as latency
 * @param products so many of the setup's products are bought
 * @param warmUpSeconds before the window; nothing in it counts
 * @param seconds length of the window
 * @param pauseMs rest between an answer and the next order on the same connection; 0 for none
 */
public record LoadJob(
        String name,
        double rate,
        int inFlight,
        int connections,
        int products,
        int warmUpSeconds,
        int seconds,
        int pauseMs) {

    /** As many orders as the system completes while {@code inFlight} are under way. */
    public static LoadJob saturating(String name, int inFlight, int products, int warmUpSeconds, int seconds) {
        return new LoadJob(name, 0, inFlight, Math.min(inFlight, 64), products, warmUpSeconds, seconds, 0);
    }

    /** Orders at fixed times. */
    public static LoadJob arriving(String name, double rate, int products, int warmUpSeconds, int seconds) {
        return new LoadJob(name, rate, 0, 128, products, warmUpSeconds, seconds, 0);
    }

    /** One order at a time, with a rest of 20 ms between two, so that each finds the system idle. */
    public static LoadJob alone(String name, int products, int warmUpSeconds, int seconds) {
        return new LoadJob(name, 0, 1, 1, products, warmUpSeconds, seconds, 20);
    }
}
