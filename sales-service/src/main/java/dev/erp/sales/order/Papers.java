package dev.erp.sales.order;

import dev.erp.sales.order.BillingReply.CreditNoteDrafted;
import dev.erp.sales.order.BillingReply.CreditNoteVoided;
import dev.erp.sales.order.BillingReply.InvoiceVoided;
import dev.erp.sales.order.StockReply.GoodsIssued;
import dev.erp.sales.order.StockReply.GoodsRestocked;
import dev.erp.sales.order.StockReply.IssueRefused;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The documents that replies name: read and written in the caller's transaction, and not at all when no reply names one. */
@Component
class Papers {

    private final DatabaseClient database;
    private final Shipments shipments;
    private final SalesReturns returns;

    Papers(DatabaseClient database, Shipments shipments, SalesReturns returns) {
        this.database = database;
        this.shipments = shipments;
        this.returns = returns;
    }

    Mono<Paperwork> of(List<Reply> replies) {
        List<UUID> shipped = replies.stream().flatMap(Papers::shipment).toList();
        List<UUID> billed = replies.stream()
                .filter(reply -> reply instanceof InvoiceVoided
                        || reply instanceof CreditNoteDrafted
                        || reply instanceof CreditNoteVoided)
                .map(Reply::orderId)
                .toList();
        if (shipped.isEmpty() && billed.isEmpty()) {
            return Mono.fromSupplier(Paperwork::none);
        }
        return shipments.find(shipped).zipWhen(found -> billed(billed), Paperwork::new);
    }

    private static Stream<UUID> shipment(Reply reply) {
        return switch (reply) {
            case GoodsIssued issued -> Stream.of(issued.shipmentId());
            case IssueRefused refused -> Stream.of(refused.shipmentId());
            default -> Stream.empty();
        };
    }

    /** What the ledgers of these orders say of all their invoices and credit notes. */
    private Mono<Map<UUID, PerLine>> billed(Collection<UUID> orders) {
        if (orders.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql("""
            SELECT document_id, quantities
              FROM sales_order_step
             WHERE order_id = ANY (:orders::uuid[]) AND kind IN ('invoiced', 'credited') AND document_id IS NOT NULL
            """)
                .bind("orders", orders.toArray(UUID[]::new))
                .map(row -> Map.entry(
                        row.get("document_id", UUID.class), PerLine.of(row.get("quantities", BigDecimal[].class))))
                .all()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, PerLine::plus));
    }

    Mono<Void> file(List<Reply> replies, List<Shipment> decided) {
        return shipments
                .decided(decided)
                .then(returns.restocked(only(replies, GoodsRestocked.class).toList()))
                .then(returns.credited(only(replies, CreditNoteDrafted.class)
                        .filter(credit -> credit.returnId() != null)
                        .toList()));
    }

    private static <R extends Reply> Stream<R> only(List<Reply> replies, Class<R> kind) {
        return replies.stream().filter(kind::isInstance).map(kind::cast);
    }
}
