package dev.erp.sales.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.order.Quantities.Entry;
import dev.erp.sales.order.SalesOrder.Change;
import dev.erp.sales.order.SalesOrder.Line;
import dev.erp.sales.order.SalesOrder.Status;
import dev.erp.sales.order.SalesReturn.Disposition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** The life of one order of two lines: a number says what happens next. Rests of numbers say how much of it, and to which line. */
final class OrderLife {

    private static final List<Line> LINES = List.of(
            Orders.line(1, UUID.randomUUID(), "WIDGET", "12", "33.33", "19.00"),
            Orders.line(2, UUID.randomUUID(), "SUGAR", "7.5", "9.99", "7.00"));

    private final List<String> story = new ArrayList<>();
    private final PlayedInventory inventory = new PlayedInventory(LINES);
    private final PlayedFinance finance = new PlayedFinance();
    private final Map<UUID, PerLine> invoiced = new HashMap<>();
    private final Map<UUID, Shipment> shipments = new HashMap<>();
    private final List<SalesReturn> returns = new ArrayList<>();
    private Quantities ledger = Quantities.OF_QUOTATION;
    private SalesOrder order;
    private Instant now = Orders.NOW;

    void live(List<Integer> numbers) {
        Quantities ordered = Quantities.OF_QUOTATION.and(Entry.of(
                Quantities.Kind.ORDERED,
                new PerLine(LINES.stream().map(Line::quantity).toList())));
        ledger = ordered;
        order = Orders.order(ordered, LINES);
        tell(new SalesOrderEvent.Placed(SalesOrderEvent.Document.agreed(order, LINES), order.terms()));
        for (int number : numbers) {
            step(number % 16, number / 16);
        }
        everybodyIsHeard();
        theOrderIsWhereItShouldBe();
    }

    private void step(int what, int rest) {
        switch (what) {
            case 0, 1 -> inventory.hear();
            case 2, 3 -> finance.hear();
            case 4, 5, 6 -> inventory.nextReply().ifPresent(this::hear);
            case 7, 8 -> finance.nextReply(rest).ifPresent(this::hear);
            case 9 -> inventory.stockArrives(line(rest), amount(rest));
            case 10 -> inventory.givesWay(line(rest), amount(rest));
            case 11 ->
                command(
                        "cancel a part",
                        () -> Cancellation.part(order, LINES, requested(), List.of(request(rest)), "too many", now));
            case 12 -> {
                if (rest % 4 == 0) {
                    command("cancel", () -> Cancellation.whole(order, LINES, requested(), "not any more", null, now));
                } else {
                    finance.send();
                }
            }
            case 13 ->
                command(
                        "ship a part",
                        () -> List.of(ship(LineRequest.resolve(
                                List.of(request(rest)),
                                LINES,
                                Shipping.shippable(order, requested()),
                                "not_reserved",
                                "so"))));
            case 14 -> command("ship", () -> List.of(ship(Shipping.shippable(order, requested()))));
            case 15 -> command("take back", () -> List.of(takeBack(rest)));
            default -> throw new IllegalStateException();
        }
    }

    private static int line(int rest) {
        return 1 + rest % 2;
    }

    private static Quantity amount(int rest) {
        return new Quantity(BigDecimal.valueOf(1 + rest / 2 % 14, rest % 5 == 0 ? 1 : 0));
    }

    private static LineRequest request(int rest) {
        return new LineRequest(line(rest), amount(rest));
    }

    private PerLine requested() {
        return shipments.values().stream()
                .filter(shipment -> shipment.state() == Shipment.State.REQUESTED)
                .map(Shipment::quantities)
                .reduce(PerLine.NONE, PerLine::plus);
    }

    private Change ship(PerLine quantities) {
        Shipment shipment = new Shipment(
                UUID.randomUUID(),
                "SH-2026-000001",
                order.id(),
                Shipment.State.REQUESTED,
                null,
                null,
                null,
                null,
                quantities,
                "somebody",
                now,
                null);
        shipments.put(shipment.id(), shipment);
        return Shipping.request(order, LINES, shipment);
    }

    private Change takeBack(int rest) {
        LineRequest request = request(rest);
        PerLine quantities =
                LineRequest.resolve(List.of(request), LINES, Returning.returnable(order), "more_than_shipped", "so");
        List<SalesReturn.Line> earlier =
                returns.stream().flatMap(goods -> goods.lines().stream()).toList();
        SalesReturn goods = new SalesReturn(
                UUID.randomUUID(),
                "RET-2026-000001",
                order.id(),
                SalesReturn.State.ENTERED,
                "broken",
                order.invoiceId(),
                null,
                Returning.lines(order, LINES, quantities, Map.of(request.line(), Disposition.RESTOCK), earlier),
                "somebody",
                now);
        returns.add(goods);
        return Returning.enter(order, goods);
    }

    private void command(String what, Supplier<List<Change>> command) {
        try {
            apply(what, command.get());
        } catch (Problem refused) {
            story.add(what + ": " + refused.code());
        }
    }

    private void hear(Reply reply) {
        now = now.plusSeconds(1);
        Paperwork paperwork = new Paperwork(shipments.values(), invoiced);
        if (reply instanceof BillingReply.InvoiceDrafted drafted
                && !drafted.invoiceId().equals(order.invoiceId())
                && !Reaction.of(order.status(), reply).equals(new Reaction.Notes())) {
            invoiced.merge(drafted.invoiceId(), PlayedFinance.quantities(drafted.lines()), PerLine::plus);
        }
        List<Change> changes = Decisions.of(order, LINES, reply, paperwork, UUID.randomUUID(), now);
        if (!changes.isEmpty()) {
            Decisions.shipment(reply, paperwork, now).ifPresent(shipment -> shipments.put(shipment.id(), shipment));
        }
        if (reply instanceof BillingReply.InvoiceVoided voided) {
            invoiced.remove(voided.invoiceId());
        }
        apply(reply.toString(), changes);
    }

    private void apply(String what, List<Change> changes) {
        for (Change change : changes) {
            order = change.order();
            Entry entry = change.step().entry();
            if (entry != null) {
                ledger = ledger.and(entry);
            }
            story.add(what + " -> " + order.status().code()
                    + (entry == null
                            ? ""
                            : " " + entry.kind().code() + " "
                                    + (entry.quantities() == null
                                            ? ""
                                            : entry.quantities().literal())));
            theBooksAgree(change);
            if (change.event() != null) {
                tell(change.event());
            }
        }
    }

    private void tell(SalesOrderEvent event) {
        inventory.tell(event);
        finance.tell(event);
    }

    private void theBooksAgree(Change change) {
        Quantities sums = order.quantities();
        check(sums.equals(ledger), "the sums are those of the ledger");
        check(change.step().state() == sums.status(), "the status follows from the quantities");
        check(order.waitingSince() != null || order.status() != Status.WAITING, "who waits says since when");
        for (Line line : LINES) {
            int i = line.line();
            Quantity kept = sums.live().at(i).minus(sums.shipped().at(i));
            check(!kept.isNegative(), "nothing leaves that was cancelled");
            check(sums.reserved().at(i).compareTo(sums.shipped().at(i)) >= 0, "nothing leaves that was not reserved");
            check(sums.returned().at(i).compareTo(sums.shipped().at(i)) <= 0, "nothing comes back that has not left");
            check(!sums.invoiced().at(i).isNegative() && !sums.cancelled().at(i).isNegative(), "no sum is negative");
            check(
                    returned(i, SalesReturn.Line::net).compareTo(line.net()) <= 0
                            && returned(i, SalesReturn.Line::tax).compareTo(line.tax()) <= 0,
                    "no more is credited than the line costs");
        }
    }

    private BigDecimal returned(int line, Function<SalesReturn.Line, BigDecimal> amount) {
        return returns.stream()
                .flatMap(goods -> goods.lines().stream())
                .filter(back -> back.line() == line)
                .map(amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void everybodyIsHeard() {
        boolean more = true;
        while (more) {
            more = inventory.hear() | finance.hear();
            var stock = inventory.nextReply();
            var billing = finance.nextReply(0);
            stock.ifPresent(this::hear);
            billing.ifPresent(this::hear);
            more |= stock.isPresent() || billing.isPresent();
        }
    }

    private void theOrderIsWhereItShouldBe() {
        Quantities sums = order.quantities();
        for (Line line : LINES) {
            int i = line.line();
            check(sums.reserved().at(i).equals(inventory.reservedOrIssued(i)), "inventory keeps what the order says");
            check(sums.shipped().at(i).equals(inventory.issued(i)), "what has left is what inventory issued");
        }
        check(requested().isZero(), "every shipment has its answer");
        boolean billed = !sums.isWhollyReserved() || sums.live().isZero() || sums.isInvoiced();
        check(billed, "what is wholly reserved is invoiced");
        if (sums.isInvoiced() && !sums.live().isZero()) {
            for (Line line : LINES) {
                int i = line.line();
                check(
                        sums.invoiced()
                                .at(i)
                                .minus(sums.credited().at(i))
                                .equals(sums.live().at(i).minus(sums.returned().at(i))),
                        "billed is what the customer keeps, or will get");
            }
            boolean gone = sums.unshipped().isZero();
            check(!gone || order.status() == Status.COMPLETED, "what has left and is billed is completed");
        }
    }

    private void check(boolean holds, String rule) {
        assertThat(holds)
                .as(() -> rule + ", but:\n" + String.join("\n", story) + "\n" + order.quantities())
                .isTrue();
    }
}
