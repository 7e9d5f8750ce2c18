package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.sales.order.BillingReply.BilledLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Finance as one order meets it. Every document is a key of its own: what is said of different ones comes in any order. */
final class PlayedFinance {

    private final Deque<SalesOrderEvent> heard = new ArrayDeque<>();
    private final Map<UUID, Deque<Reply>> replies = new LinkedHashMap<>();
    private UUID order;
    private UUID invoice;
    private boolean sent;
    private List<BilledLine> lines = List.of();

    static PerLine quantities(List<BilledLine> billed) {
        List<Quantity> all = new ArrayList<>(List.of(Quantity.ZERO, Quantity.ZERO));
        billed.forEach(line -> all.set(line.line() - 1, line.quantity()));
        return new PerLine(all);
    }

    void tell(SalesOrderEvent event) {
        heard.add(event);
    }

    /** The next word about one of the documents that there are words about. */
    Optional<Reply> nextReply(int which) {
        List<Deque<Reply>> open =
                replies.values().stream().filter(queue -> !queue.isEmpty()).toList();
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(open.get(which % open.size()).poll());
    }

    void send() {
        sent |= invoice != null;
    }

    /** Handles the next event; false when there is none. */
    boolean hear() {
        SalesOrderEvent event = heard.poll();
        if (event == null) {
            return false;
        }
        switch (event) {
            case SalesOrderEvent.Confirmed confirmed -> {
                if (invoice == null) {
                    order = confirmed.document().orderId();
                    draft(confirmed.document().lines());
                }
            }
            case SalesOrderEvent.Reduced reduced -> {
                if (invoice != null && sent) {
                    credit(reduced.lines().stream()
                            .map(line -> new BilledLine(line.line(), line.quantity()))
                            .toList());
                } else if (invoice != null) {
                    voidIt();
                    draft(reduced.remaining().lines());
                }
            }
            case SalesOrderEvent.Cancelled _ -> {
                if (invoice != null && sent) {
                    credit(lines);
                } else if (invoice != null) {
                    voidIt();
                }
            }
            case SalesOrderEvent.Returned returned ->
                credit(returned.lines().stream()
                        .map(line -> new BilledLine(line.line(), line.quantity()))
                        .toList());
            default -> {
                // of no interest here
            }
        }
        return true;
    }

    private void draft(List<SalesOrder.Line> of) {
        invoice = UUID.randomUUID();
        lines = of.stream()
                .map(line -> new BilledLine(line.line(), line.quantity()))
                .toList();
        say(invoice, new BillingReply.InvoiceDrafted(order, invoice, lines, null, null));
    }

    private void voidIt() {
        say(invoice, new BillingReply.InvoiceVoided(order, invoice, "order_reduced"));
        invoice = null;
    }

    private void credit(List<BilledLine> of) {
        UUID credit = UUID.randomUUID();
        say(credit, new BillingReply.CreditNoteDrafted(Orders.ID, credit, invoice, null, of));
    }

    private void say(UUID document, Reply reply) {
        replies.computeIfAbsent(document, id -> new ArrayDeque<>()).add(reply);
    }
}
