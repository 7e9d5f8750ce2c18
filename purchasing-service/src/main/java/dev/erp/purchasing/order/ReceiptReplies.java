package dev.erp.purchasing.order;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Hears what inventory and finance answer about receipts, and has {@link Answering} decide. */
@Configuration(proxyBeanMethods = false)
class ReceiptReplies {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptReplies.class);

    private final PurchaseOrders orders;
    private final Clock clock;
    private final Actor service = Actor.service("purchasing-service");

    ReceiptReplies(PurchaseOrders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    @Bean
    EventSubscription receiptSagaSubscription() {
        return EventSubscription.named("receipt-saga")
                .to(
                        "erp.inventory.receipt",
                        "inventory.receipt.booked.v1",
                        "inventory.receipt.refused.v1",
                        "inventory.receipt.reversed.v1",
                        "inventory.receipt.reversal-refused.v1")
                .to("erp.finance.bill", "finance.bill.drafted.v1", "finance.bill.voided.v1")
                .handledBy(this::handle);
    }

    private record Heard(IncomingEvent event, Reply reply) {}

    /** Four statements for any number of replies: lock the orders, read their lines and receipts, write. */
    Mono<Void> handle(List<IncomingEvent> set) {
        List<Heard> heard = set.stream()
                .map(event -> new Heard(event, Reply.of(event)))
                .filter(h -> h.reply.isOurs())
                .toList();
        if (heard.isEmpty()) {
            return Mono.empty();
        }
        return orders.lock(heard.stream()
                        .map(h -> h.reply.purchaseOrderId())
                        .distinct()
                        .toList())
                .flatMap(locked -> orders.write(decideAll(heard, locked)));
    }

    /** In the order of arrival; an order that occurs twice sees what it decided first. */
    private List<PurchaseOrders.Writing> decideAll(List<Heard> all, Map<UUID, PurchaseOrder> current) {
        List<PurchaseOrders.Writing> decided = new ArrayList<>();
        for (Heard heard : all) {
            Reply reply = heard.reply;
            PurchaseOrder order = current.get(reply.purchaseOrderId());
            if (order == null) {
                throw unknown(heard, "purchase order " + reply.purchaseOrderId());
            }
            Receipt receipt = order.find(reply.receiptId())
                    .orElseThrow(() -> unknown(heard, "receipt " + reply.receiptId() + " of " + order.number()));
            Decision decision = Answering.decide(order, receipt, reply, heard.event.id(), clock.instant());
            if (decision.isEmpty()) {
                LOG.debug("{} {}: {}", receipt.number(), reply.step(), ReceiptSaga.reaction(receipt.state(), reply));
            } else {
                current.put(order.id(), decision.order());
                decided.add(new PurchaseOrders.Writing(decision, heard.event.causes(service)));
            }
        }
        return decided;
    }

    private static InvalidEventException unknown(Heard heard, String what) {
        return new InvalidEventException(
                heard.event.type() + " " + heard.event.id() + " is about " + what + ", which is unknown");
    }
}
