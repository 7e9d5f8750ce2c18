package dev.erp.finance.bill;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.persistence.Ids;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.bill.Bill.Change;
import dev.erp.finance.bill.Bill.Decided;
import dev.erp.finance.bill.Bill.Draft;
import dev.erp.finance.bill.PurchaseOrders.Approved;
import dev.erp.finance.task.NewTask;
import dev.erp.finance.task.Tasks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/**
 * What finance does when purchasing tells about receipts: goods that were booked get a bill, one for each receipt; a receipt that is
 * reversed loses it. Works on sets, in a fixed number of statements.
 */
@Configuration(proxyBeanMethods = false)
class Billing {

    static final String ORDERS = "erp.purchasing.order";
    static final String APPROVED = "purchasing.order.approved.v1";
    static final String RECEIVED = "purchasing.order.received.v1";
    static final String REVERSED = "purchasing.order.receipt-reversed.v1";

    /** Why a bill is void, in its event: a code, because a machine decided it. The words are in the order's event. */
    static final String RECEIPT_REVERSED = "receipt_reversed";

    private static final Actor SERVICE = Actor.service("finance-service");

    sealed interface News {
        UUID receiptId();
    }

    record Received(Draft draft) implements News {
        @Override
        public UUID receiptId() {
            return draft.bill().terms().receipt().receiptId();
        }
    }

    record Reversed(ReversedReceipt receipt, Origin origin) implements News {
        @Override
        public UUID receiptId() {
            return receipt.receiptId();
        }
    }

    /** What the news of a set make of bills that are there. */
    record Entries(List<Decided> changes, List<NewTask> tasks) {}

    private final Bills bills;
    private final PurchaseOrders orders;
    private final Tasks tasks;
    private final BusinessCalendar calendar;

    Billing(Bills bills, PurchaseOrders orders, Tasks tasks, BusinessCalendar calendar) {
        this.orders = orders;
        this.bills = bills;
        this.tasks = tasks;
        this.calendar = calendar;
    }

    @Bean
    EventSubscription billingSubscription() {
        return EventSubscription.named("billing")
                .to(ORDERS, APPROVED, RECEIVED, REVERSED)
                .handledBy(this::handle);
    }

    /** Drafts first: goods that are received and sent back in one set get their bill and lose it. */
    Mono<Void> handle(List<IncomingEvent> set) {
        Instant now = calendar.now();
        List<Approved> approved = set.stream()
                .filter(event -> event.type().equals(APPROVED))
                .map(Approved::of)
                .toList();
        List<News> news = set.stream()
                .filter(event -> !event.type().equals(APPROVED))
                .map(event -> read(event, now))
                .toList();
        List<Draft> drafts = news.stream()
                .filter(Received.class::isInstance)
                .map(one -> ((Received) one).draft)
                .toList();
        return orders.note(approved).then(Mono.defer(() -> bills.draft(drafts))).flatMap(drafted -> {
            boolean nothingElse = drafted == drafts.size() && drafts.size() == news.size();
            return nothingElse ? Mono.empty() : settle(news, now);
        });
    }

    private Mono<Void> settle(List<News> news, Instant now) {
        return bills.lockOfReceipts(
                        news.stream().map(News::receiptId).distinct().toList())
                .flatMap(found -> bills.lines(found).map(lines -> decide(news, found, lines, now)))
                .flatMap(entries -> bills.save(entries.changes, now)
                        .then(Mono.defer(() -> bills.noteReversed(reversed(news))))
                        .then(Mono.defer(() -> tasks.open(entries.tasks))));
    }

    private static List<UUID> reversed(List<News> news) {
        return news.stream()
                .filter(Reversed.class::isInstance)
                .map(News::receiptId)
                .toList();
    }

    /**
     * A receipt that has its bill has it announced again; a reversed one has its draft voided, or a person has to correct what is no
     * draft any more. A reversed receipt without a bill had nothing to pay.
     */
    static Entries decide(List<News> news, List<Bill> found, Map<UUID, List<BillLine>> lines, Instant now) {
        Map<UUID, Bill> byReceipt = new HashMap<>();
        found.forEach(bill -> byReceipt.put(bill.terms().receipt().receiptId(), bill));
        Entries entries = new Entries(new ArrayList<>(), new ArrayList<>());
        for (News one : news) {
            Bill bill = byReceipt.get(one.receiptId());
            if (bill == null) {
                continue;
            }
            switch (one) {
                case Received(Draft draft) -> {
                    if (!bill.id().equals(draft.bill().id())) {
                        change(entries, byReceipt, bill.announce(lines.get(bill.id())), draft.origin());
                    }
                }
                case Reversed(ReversedReceipt receipt, Origin origin) -> {
                    if (bill.isDraft()) {
                        change(entries, byReceipt, bill.voidFor(RECEIPT_REVERSED, now), origin);
                    } else if (bill.voided() == null) {
                        entries.tasks.add(NewTask.billCorrectionNeeded(
                                receipt.receiptId(), bill.id(), receipt.purchaseOrderId(), receipt.reason(), now));
                    }
                }
            }
        }
        return entries;
    }

    private static void change(Entries entries, Map<UUID, Bill> byReceipt, Change change, Origin origin) {
        entries.changes.add(new Decided(change, origin));
        byReceipt.put(change.after().terms().receipt().receiptId(), change.after());
    }

    private static News read(IncomingEvent event, Instant now) {
        return switch (event.type()) {
            case RECEIVED -> new Received(ReceivedGoods.draft(event, Ids.next(), SERVICE, now));
            case REVERSED -> new Reversed(ReversedReceipt.of(event), event.causes(SERVICE));
            default -> throw new InvalidEventException(event.type() + " was not asked for");
        };
    }
}
