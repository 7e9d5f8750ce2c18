package dev.erp.finance.order;

import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.persistence.Ids;
import dev.erp.finance.credit.CreditLines;
import dev.erp.finance.credit.CreditLines.Claim;
import dev.erp.finance.credit.CreditNote;
import dev.erp.finance.credit.CreditNote.GoodsReturn;
import dev.erp.finance.credit.CreditNote.Kind;
import dev.erp.finance.invoice.Draft;
import dev.erp.finance.invoice.Invoice;
import dev.erp.finance.invoice.InvoiceLine;
import dev.erp.finance.order.OrderNews.Cancelled;
import dev.erp.finance.order.OrderNews.Confirmed;
import dev.erp.finance.order.OrderNews.Reduced;
import dev.erp.finance.order.OrderNews.Returned;
import dev.erp.finance.order.OrderNews.Shipped;
import dev.erp.finance.task.NewTask;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What the news of a set make of invoices and credit notes, decided in the order of arrival; each decision sees the ones before it.
 * Nothing is written here.
 *
 * <ul>
 *   <li>confirmed again: the invoice is announced again
 *   <li>reduced: a draft is voided and drafted again for what remains; what was sent, or has credit notes, gets a credit note over the
 *       difference; before the order is confirmed nothing happens, because its confirmation carries what remains
 *   <li>returned: a credit note, once for each return; one that is known is announced again
 *   <li>cancelled: a draft is voided; what was sent, or has credit notes, gets a credit note over the rest, and a task
 * </ul>
 */
final class OrderBooks {

    /** Why an invoice is void, in its event: a code, because a machine decided it. The words are in the order's event. */
    static final String ORDER_CANCELLED = "order_cancelled";

    static final String ORDER_REDUCED = "order_reduced";

    /**
     * What is to be written, in this order.
     *
     * @param announcements by credit note
     */
    record Entries(
            List<Draft> drafts,
            List<Invoice.Decided> invoiceChanges,
            List<CreditNote.Decided> creditNotes,
            Map<UUID, CreditNote.Decided> announcements,
            List<NewTask> tasks) {}

    private final Instant now;
    private final OrderAccounts accounts;
    private final Set<UUID> confirmed = new HashSet<>();
    private final Set<UUID> draftedNow = new HashSet<>();

    private final Entries entries = new Entries(
            new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());

    private OrderBooks(OrderAccounts accounts, Instant now) {
        this.accounts = accounts;
        this.now = now;
    }

    /**
     * @param invoices of the orders that the news are about, locked, in every edition; those that this set drafted among them
     * @param lines of these invoices
     * @param notes all credit notes of these invoices, with their lines
     * @throws InvalidEventException when news contradict what finance knows
     */
    static Entries decide(
            List<Invoice> invoices,
            Map<UUID, List<InvoiceLine>> lines,
            List<CreditNote> notes,
            List<OrderNews> news,
            Instant now) {
        OrderBooks books = new OrderBooks(OrderAccounts.of(invoices, lines, notes), now);
        for (OrderNews one : news) {
            if (one instanceof Confirmed(Draft draft) && books.accounts.has(draft.invoice())) {
                books.draftedNow.add(one.orderId());
            }
        }
        news.forEach(books::hear);
        return books.entries;
    }

    private void hear(OrderNews news) {
        OrderAccount account = accounts.ofOrder(news.orderId());
        switch (news) {
            case Confirmed one -> confirm(one, account);
            case Reduced one -> reduce(one, account);
            case Returned one -> takeBack(one, account);
            case Cancelled one -> cancel(one, account);
            case Shipped _ -> {
                // noted beside the invoices: it changes none
            }
        }
    }

    private void confirm(Confirmed news, OrderAccount account) {
        confirmed.add(news.orderId());
        // what this set drafted has just been told
        if (!account.invoice().id().equals(news.draft().invoice().id())) {
            change(account, account.invoice().announce(account.lines()), news.origin());
        }
    }

    private void reduce(Reduced news, OrderAccount account) {
        boolean beforeConfirmation =
                account == null || draftedNow.contains(news.orderId()) && !confirmed.contains(news.orderId());
        if (beforeConfirmation || account.isVoid()) {
            return;
        }
        ReducedOrder order = news.order();
        requireCurrency(account, order.currency().getCurrencyCode(), news.orderId());
        List<OrderAccount> counting = accounts.counting(news.orderId());
        if (counting.size() > 1 || account.invoice().terms().source() == Invoice.Source.BY_HAND) {
            requireWithin(counting, order, news);
            return;
        }
        if (account.isFree()) {
            draftAgain(account, order.remaining(), news.origin());
            return;
        }
        try {
            List<InvoiceLine> lines = CreditLines.reduced(
                    account.lines(),
                    account.creditedByReductions(),
                    account.credited(),
                    order.remaining().lines());
            credit(account, Kind.REDUCTION, GoodsReturn.NONE, order.reason(), lines, news.origin());
        } catch (IllegalArgumentException e) {
            entries.tasks.add(NewTask.creditNeeded(
                    news.origin().causationId(), account.invoice().id(), news.orderId(), e.getMessage(), now));
        }
    }

    /** What a person invoiced a person corrects. */
    private void requireWithin(List<OrderAccount> counting, ReducedOrder order, Reduced news) {
        Map<Integer, BigDecimal> left = new HashMap<>();
        order.remaining()
                .lines()
                .forEach(line -> left.put(line.line(), line.quantity().value()));
        for (OrderAccount account : counting) {
            account.lines()
                    .forEach(l -> left.merge(l.line(), l.quantity().value().negate(), BigDecimal::add));
            account.credited().forEach(l -> left.merge(l.line(), l.quantity().value(), BigDecimal::add));
        }
        if (left.values().stream().anyMatch(quantity -> quantity.signum() < 0)) {
            entries.tasks.add(NewTask.creditNeeded(
                    news.origin().causationId(),
                    counting.getFirst().invoice().id(),
                    news.orderId(),
                    "More is invoiced by hand than remains of the order: " + order.reason(),
                    now));
        }
    }

    private void draftAgain(OrderAccount account, ReducedOrder.Remaining remaining, Origin origin) {
        if (remaining.lines().equals(account.lines())) {
            return;
        }
        Invoice old = account.invoice();
        var currency = old.currency();
        Invoice.Terms terms = old.terms()
                .again(
                        new Money(remaining.net(), currency),
                        new Money(remaining.tax(), currency),
                        new Money(remaining.gross(), currency),
                        now);
        Invoice again = Invoice.draft(Ids.next(), terms);
        change(account, old.voidFor(ORDER_REDUCED, now, again.id()), origin);
        entries.drafts.add(new Draft(again, remaining.lines(), origin, old.id()));
        account.becomes(again, remaining.lines());
    }

    private void takeBack(Returned news, OrderAccount account) {
        ReturnedOrder order = news.order();
        CreditNote known = accounts.ofReturn(order.returnId());
        if (known != null) {
            if (known.counts() && !entries.announcements.containsKey(known.id())) {
                entries.announcements.put(known.id(), new CreditNote.Decided(known.announce(), news.origin()));
            }
            return;
        }
        if (account == null || account.isVoid()) {
            notCredited(news, account, "the order has no invoice that counts");
            return;
        }
        requireCurrency(account, order.currency().getCurrencyCode(), news.orderId());
        List<Claim> claims = order.lines().stream()
                .map(line -> new Claim(line.line(), line.quantity().value(), line.net(), line.tax()))
                .toList();
        GoodsReturn goods = new GoodsReturn(order.returnId(), order.returnNumber());
        String why = "";
        for (OrderAccount one : accounts.counting(news.orderId())) {
            try {
                List<InvoiceLine> lines = CreditLines.returned(one.lines(), one.credited(), claims);
                credit(one, Kind.RETURN, goods, order.reason(), lines, news.origin());
                return;
            } catch (IllegalArgumentException e) {
                why = e.getMessage();
            }
        }
        notCredited(news, account, why);
    }

    private void notCredited(Returned news, OrderAccount account, String why) {
        entries.tasks.add(NewTask.returnNotCredited(
                news.order().returnId(),
                account == null ? null : account.invoice().id(),
                news.orderId(),
                news.order().returnNumber() + ": " + why,
                now));
    }

    private void cancel(Cancelled news, OrderAccount account) {
        if (account == null) {
            throw new InvalidEventException("order " + news.orderId() + " was confirmed but has no invoice");
        }
        accounts.counting(news.orderId()).forEach(one -> takeBackAll(news, one));
    }

    private void takeBackAll(Cancelled news, OrderAccount account) {
        if (account.isFree()) {
            change(account, account.invoice().voidFor(ORDER_CANCELLED, now), news.origin());
            return;
        }
        String reason = news.order().reason();
        List<InvoiceLine> rest = CreditLines.rest(account.lines(), account.credited());
        if (!rest.isEmpty()) {
            UUID invoiceId = account.invoice().id();
            entries.tasks.add(NewTask.creditNeeded(invoiceId, invoiceId, news.orderId(), reason, now));
            credit(account, Kind.CANCELLATION, GoodsReturn.NONE, reason, rest, news.origin());
        }
    }

    private void credit(
            OrderAccount account, Kind kind, GoodsReturn goods, String reason, List<InvoiceLine> lines, Origin origin) {
        if (lines.isEmpty()) {
            return;
        }
        CreditNote.Change change = CreditNote.draft(Ids.next(), kind, account.invoice(), goods, reason, lines, now);
        entries.creditNotes.add(new CreditNote.Decided(change, origin));
        accounts.add(account, change.after());
    }

    private void change(OrderAccount account, Invoice.Change change, Origin origin) {
        account.becomes(change.after(), account.lines());
        entries.invoiceChanges.add(new Invoice.Decided(change, origin));
    }

    private static void requireCurrency(OrderAccount account, String currency, UUID orderId) {
        String invoiced = account.invoice().currency().getCurrencyCode();
        if (!invoiced.equals(currency)) {
            throw new InvalidEventException(
                    "order " + orderId + " is invoiced in " + invoiced + ", not in " + currency);
        }
    }
}
