package dev.erp.finance;

import dev.erp.chassis.event.IncomingEvent;
import dev.erp.testing.TestEvent;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What purchasing tells about receipts of goods. Unless changed: one line, 142.50 + 27.08 = 169.58 EUR, 30 days to pay. */
public final class Receipts {

    public static final String RECEIVED = "purchasing.order.received.v1";
    public static final String REVERSED = "purchasing.order.receipt-reversed.v1";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Receipts() {}

    public static TestEvent received(UUID purchaseOrderId, UUID receiptId) {
        return received(purchaseOrderId, receiptId, goods -> {});
    }

    public static TestEvent received(UUID purchaseOrderId, UUID receiptId, Consumer<ObjectNode> change) {
        var goods = JSON.createObjectNode()
                .put("purchaseOrderId", purchaseOrderId.toString())
                .put("number", "PO-2026-000003")
                .put("receiptId", receiptId.toString())
                .put("receiptNumber", "GR-2026-000005")
                .put("currency", "EUR")
                .put("rounding", "half_up_per_line")
                .put("net", "142.50")
                .put("tax", "27.08")
                .put("gross", "169.58")
                .put("paymentTermDays", 30)
                .put("receivedAt", "2026-11-24T08:02:00Z");
        goods.putObject("supplier")
                .put("supplierId", "0193a8c0-7c1e-70b4-8a4b-5e6f70819304")
                .put("number", "V-000003")
                .put("name", "Widget Works Ltd");
        goods.putArray("lines")
                .addObject()
                .put("line", 1)
                .put("productId", "0193a8c0-7c1e-7022-8a4b-5e6f70819202")
                .put("sku", "WIDGET-1")
                .put("name", "Widget, small")
                .put("quantity", 20)
                .put("unitPrice", "7.125")
                .put("net", "142.50")
                .put("taxRate", "19.00")
                .put("tax", "27.08")
                .put("gross", "169.58");
        change.accept(goods);
        return TestEvent.of(RECEIVED, purchaseOrderId, 4, goods.toString());
    }

    public static TestEvent reversed(UUID purchaseOrderId, UUID receiptId) {
        var receipt = JSON.createObjectNode()
                .put("purchaseOrderId", purchaseOrderId.toString())
                .put("number", "PO-2026-000003")
                .put("receiptId", receiptId.toString())
                .put("receiptNumber", "GR-2026-000005")
                .put("reason", "counted twice")
                .put("reversedAt", "2026-11-24T09:02:00Z");
        receipt.putArray("lines")
                .addObject()
                .put("line", 1)
                .put("productId", "0193a8c0-7c1e-7022-8a4b-5e6f70819202")
                .put("sku", "WIDGET-1")
                .put("quantity", 20);
        return TestEvent.of(REVERSED, purchaseOrderId, 5, receipt.toString());
    }

    /** As the chassis hands it to a handler. */
    public static IncomingEvent incoming(TestEvent event) {
        return Orders.incoming(event);
    }
}
