package dev.erp.purchasing.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.Problem;
import dev.erp.purchasing.order.Decision.Told;
import dev.erp.purchasing.order.PurchaseOrderEvent.ReceiptRecorded;
import dev.erp.purchasing.order.PurchaseOrderEvent.ReceiptReversed;
import dev.erp.purchasing.order.PurchaseOrderEvent.Received;
import dev.erp.purchasing.order.PurchaseOrderEvent.ReversalRequested;
import dev.erp.purchasing.order.Receipt.State;
import dev.erp.purchasing.order.Waiting.Patience;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * One order with an inventory and a finance that hear of it late, answer in their own time, and are asked again at any moment. What
 * happens next is chosen by a number, so that a history is a list of numbers.
 */
final class History {

    /** Kinds of what can happen next. */
    static final int CHOICES = 12;

    private static final Patience NONE = new Patience(Duration.ZERO, Duration.ZERO);

    /** Events of the order that inventory and finance have not read yet, and their answers that the order has not. */
    private final Deque<PurchaseOrderEvent> toInventory = new ArrayDeque<>();

    private final Deque<PurchaseOrderEvent> toFinance = new ArrayDeque<>();
    private final Deque<Reply> fromInventory = new ArrayDeque<>();
    private final Deque<Reply> fromFinance = new ArrayDeque<>();

    /** Of inventory: whether it has booked each receipt; and what each line has in stock. */
    private final Map<UUID, Boolean> booked = new HashMap<>();

    private final Map<UUID, Boolean> reversed = new HashMap<>();
    private final Quantity[] stock = {Quantity.ZERO, Quantity.ZERO};

    /** Of finance: the bill of each receipt; those that are void. */
    private final Map<UUID, UUID> bills = new HashMap<>();

    private final List<UUID> voided = new ArrayList<>();

    private final List<Decision.Step> ledger = new ArrayList<>();
    private final List<Long> versions = new ArrayList<>();
    private PurchaseOrder order = Orders.approved(20, 7);

    PurchaseOrder order() {
        return order;
    }

    List<Decision.Step> ledger() {
        return ledger;
    }

    List<Long> versions() {
        return versions;
    }

    Quantity stock(int line) {
        return stock[line];
    }

    /** Bills that finance has drafted and not voided. */
    long liveBills() {
        return bills.values().stream().filter(bill -> !voided.contains(bill)).count();
    }

    /** @param number says what happens, and how much of it */
    void happens(int number) {
        int how = number / CHOICES;
        switch (number % CHOICES) {
            case 0, 1 ->
                tries(() ->
                        Receiving.record(order, Orders.delivery(how % 23, how % 8), Orders.FIVE_PERCENT, Orders.NOW));
            case 2 -> tries(() -> Agreeing.cancel(order, List.of(), "enough", Orders.NOW));
            case 3 ->
                anyReceipt(how, receipt -> tries(() -> Receiving.reverse(order, receipt.id(), "wrong", Orders.NOW)));
            case 4 -> overdue(() -> Waiting.retry(order, Orders.FIVE_PERCENT, Orders.NOW));
            case 5 -> overdue(() -> Waiting.abandon(order, "gave up", Orders.NOW));
            case 6 -> inventoryReads(how % 4 == 0);
            case 7 -> financeReads();
            case 8, 9 -> hears(fromInventory);
            case 10 -> hears(fromFinance);
            default -> repeats(how);
        }
    }

    /** Everybody reads all there is, until nobody has anything to say. */
    void comesToRest() {
        while (!toInventory.isEmpty() || !toFinance.isEmpty() || !fromInventory.isEmpty() || !fromFinance.isEmpty()) {
            inventoryReads(false);
            financeReads();
            hears(fromInventory);
            hears(fromFinance);
        }
    }

    private void overdue(Supplier<Decision> command) {
        takes(Waiting.overdue(order, NONE, Orders.NOW));
        tries(command);
    }

    private void tries(Supplier<Decision> command) {
        try {
            takes(command.get());
        } catch (Problem refusedAsItMayBe) {
            // nothing has happened
        }
    }

    private void takes(Decision decision) {
        order = decision.order();
        ledger.addAll(decision.steps());
        for (Told told : decision.told()) {
            versions.add(told.version());
            switch (told.event()) {
                case ReceiptRecorded e -> toInventory.add(e);
                case ReversalRequested e -> toInventory.add(e);
                case Received e -> toFinance.add(e);
                case ReceiptReversed e -> toFinance.add(e);
                default -> {
                    // nobody in this history listens
                }
            }
        }
    }

    private void anyReceipt(int how, java.util.function.Consumer<Receipt> with) {
        if (!order.receipts().isEmpty()) {
            with.accept(order.receipts().get(how % order.receipts().size()));
        }
    }

    private void inventoryReads(boolean unwilling) {
        PurchaseOrderEvent event = toInventory.poll();
        switch (event) {
            case ReceiptRecorded e -> {
                if (!Boolean.TRUE.equals(booked.get(e.receiptId()))) {
                    // one that was refused is tried again
                    booked.put(e.receiptId(), !unwilling);
                    if (!unwilling) {
                        e.lines()
                                .forEach(line -> stock[line.line() - 1] = stock[line.line() - 1].plus(line.accepted()));
                    }
                }
                fromInventory.add(
                        booked.get(e.receiptId())
                                ? new Reply.StockBooked(order.id(), e.receiptId(), List.of())
                                : new Reply.StockRefused(order.id(), e.receiptId(), "unknown_product"));
            }
            case ReversalRequested e -> {
                boolean there = Boolean.TRUE.equals(booked.get(e.receiptId()));
                if (there && !Boolean.TRUE.equals(reversed.get(e.receiptId())) && !unwilling) {
                    reversed.put(e.receiptId(), true);
                    e.lines().forEach(line -> stock[line.line() - 1] = stock[line.line() - 1].minus(line.accepted()));
                }
                fromInventory.add(
                        Boolean.TRUE.equals(reversed.get(e.receiptId()))
                                ? new Reply.StockReversed(order.id(), e.receiptId())
                                : new Reply.ReversalRefused(order.id(), e.receiptId(), "insufficient_stock"));
            }
            case null, default -> {
                // nothing to read
            }
        }
    }

    private void financeReads() {
        switch (toFinance.poll()) {
            case Received e -> {
                UUID bill = bills.computeIfAbsent(e.receiptId(), id -> UUID.randomUUID());
                fromFinance.add(new Reply.BillDrafted(order.id(), e.receiptId(), bill));
                if (voided.contains(bill)) {
                    fromFinance.add(new Reply.BillVoided(order.id(), e.receiptId(), bill, "receipt_reversed"));
                }
            }
            case ReceiptReversed e -> {
                UUID bill = bills.get(e.receiptId());
                if (bill != null) {
                    if (!voided.contains(bill)) {
                        voided.add(bill);
                    }
                    fromFinance.add(new Reply.BillVoided(order.id(), e.receiptId(), bill, "receipt_reversed"));
                }
            }
            case null, default -> {
                // nothing to read
            }
        }
    }

    private void hears(Deque<Reply> replies) {
        Reply reply = replies.poll();
        if (reply != null) {
            takes(Answering.decide(order, order.receipt(reply.receiptId()), reply, UUID.randomUUID(), Orders.NOW));
        }
    }

    /** Somebody says again what was said before about a receipt: a retry that crossed its answer. */
    private void repeats(int how) {
        anyReceipt(how, receipt -> {
            if (Boolean.TRUE.equals(booked.get(receipt.id())) && receipt.state() != State.ABANDONED) {
                fromInventory.add(new Reply.StockBooked(order.id(), receipt.id(), List.of()));
            }
        });
    }
}
