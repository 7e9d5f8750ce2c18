package dev.erp.purchasing.order;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.purchasing.order.PurchaseOrder.Line;
import dev.erp.purchasing.order.PurchaseOrderStatus.Phase;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;

/** What people agree on: submitting, approving and cancelling an order. */
final class Agreeing {

    /** Up to this gross in the base currency nobody else need look at an order. */
    record Limit(Money gross) {}

    private Agreeing() {}

    /** @throws Problem 409 when it is no draft, or 422 {@code exchange_rate_missing} */
    static Decision submit(PurchaseOrder order, String by, Limit limit, Instant at) {
        if (order.status() != PurchaseOrderStatus.DRAFT) {
            throw order.unfit("be submitted");
        }
        requireRate(order, limit);
        PurchaseOrder signed = order.with(order.terms(), order.lines(), withAuthor(order.authors(), by));
        Decision decision = new Decision(signed, at, null);
        decision.becomes(o -> o.with(Phase.SUBMITTED, null))
                .enters(
                        Entry.ORDERED,
                        order.lines().stream()
                                .map(line -> line.quantities().ordered())
                                .toList(),
                        "submitted",
                        "waits for its approval",
                        null)
                .tells(new PurchaseOrderEvent.Submitted(Telling.document(decision.order()), at));
        if (worth(order, limit).compareTo(limit.gross) <= 0) {
            approved(
                    decision,
                    by,
                    "its gross of %s is within the limit of %s".formatted(worth(order, limit), limit.gross));
        }
        return decision;
    }

    /** @throws Problem 409 when it does not wait for that, or 403 {@code own_order} */
    static Decision approve(PurchaseOrder order, String by, Limit limit, Instant at) {
        if (order.status() != PurchaseOrderStatus.SUBMITTED) {
            throw order.unfit("be approved");
        }
        if (order.authors().contains(by) && worth(order, limit).compareTo(limit.gross) > 0) {
            throw new Problem(
                    HttpStatus.FORBIDDEN,
                    "own_order",
                    "Purchase order %s is worth %s, more than the limit of %s: somebody who had no hand in it must approve it."
                            .formatted(order.number(), worth(order, limit), limit.gross));
        }
        return approved(new Decision(order, at, null), by, "approved");
    }

    private static Decision approved(Decision decision, String by, String why) {
        return decision.becomes(order -> order.with(Phase.APPROVED, by))
                .notes("approved", why, null)
                .tells(new PurchaseOrderEvent.Approved(Telling.document(decision.order()), by, decision.at()));
    }

    /**
     * Cancels so much of each line; of all of them what is open, when nothing is named.
     *
     * @throws Problem 409 when nothing is open, or for a part of a draft; 422 for more than is open
     */
    static Decision cancel(PurchaseOrder order, List<LineQuantity> named, String reason, Instant at) {
        List<Quantity> open =
                order.lines().stream().map(line -> line.quantities().open()).toList();
        if (order.status() == PurchaseOrderStatus.CANCELLED || open.stream().noneMatch(Quantity::isPositive)) {
            throw order.unfit("be cancelled: nothing of it is open");
        }
        if (order.status() == PurchaseOrderStatus.DRAFT && !named.isEmpty()) {
            throw order.unfit("be cancelled in part: change it instead");
        }
        List<Quantity> cancelled = named.isEmpty() ? open : within(order, named);
        Decision decision = new Decision(order, at, null);
        decision.enters(Entry.CANCELLED, cancelled, "cancelled", reason, null)
                .tells(new PurchaseOrderEvent.Cancelled(
                        order.id(),
                        order.number(),
                        reason,
                        decision.order().status(),
                        Telling.counted(order, cancelled),
                        at));
        return decision.settled();
    }

    /** So much of the line with this number. */
    record LineQuantity(int line, Quantity quantity) {}

    private static List<Quantity> within(PurchaseOrder order, List<LineQuantity> named) {
        List<FieldError> errors = new ArrayList<>();
        List<Quantity> cancelled = new ArrayList<>(
                order.lines().stream().map(line -> Quantity.ZERO).toList());
        for (int i = 0; i < named.size(); i++) {
            LineQuantity one = named.get(i);
            if (one.line > order.lines().size() || cancelled.get(one.line - 1).isPositive()) {
                errors.add(Lines.unknownOrTwice(order, "lines[" + i + "].line", one.line));
                continue;
            }
            Line line = order.lines().get(one.line - 1);
            Quantity open = line.quantities().open();
            if (one.quantity.compareTo(open) > 0) {
                errors.add(new FieldError(
                        "lines[" + i + "].quantity",
                        "more_than_open",
                        "Of line %d (%s) only %s are open.".formatted(one.line, line.sku(), open)));
            } else {
                Lines.decimals(line, one.quantity, "lines[" + i + "].quantity").ifPresent(errors::add);
            }
            cancelled.set(one.line - 1, one.quantity);
        }
        Lines.refuse(errors);
        return cancelled;
    }

    private static void requireRate(PurchaseOrder order, Limit limit) {
        if (order.terms().exchangeRate() == null && !order.terms().currency().equals(limit.gross.currency())) {
            Lines.refuse(List.of(new FieldError(
                    "exchangeRate",
                    "exchange_rate_missing",
                    "Purchase order %1$s is in %2$s: say how many %3$s one %2$s costs."
                            .formatted(order.number(), order.terms().currency(), limit.gross.currency()))));
        }
    }

    private static Money worth(PurchaseOrder order, Limit limit) {
        BigDecimal gross = order.totals().gross();
        return order.terms().inBase(gross, limit.gross.currency());
    }

    static List<String> withAuthor(List<String> authors, String by) {
        return authors.contains(by)
                ? authors
                : Stream.concat(authors.stream(), Stream.of(by)).toList();
    }
}
