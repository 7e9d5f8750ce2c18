package dev.erp.inventory.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.event.InvalidEventException;
import dev.erp.inventory.reservation.Orders;
import dev.erp.testing.Contracts;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PurchaseOrderEventTest {

    private static final UUID ORDER = UUID.fromString("0193a8c0-7c1e-7101-8a4b-5e6f70819401");
    private static final String RECEIPT = """
            {"purchaseOrderId":"0193a8c0-7c1e-7101-8a4b-5e6f70819401","number":"PO-2026-000009",\
            "receiptId":"0193a8c0-7c1e-7103-8a4b-5e6f70819403","receiptNumber":"GR-2026-000012","lines":[%s]}""";
    private static final String LINE = """
            {"line":1,"productId":"0193a8c0-7c1e-7022-8a4b-5e6f70819202","sku":"W","accepted":%s,"rejected":1,"unitCost":%s}""";

    @Test
    void a_receipt_is_read_with_what_was_accepted_and_its_cost() {
        var recorded = (PurchaseOrderEvent.Recorded) read(RECEIPT.formatted(LINE.formatted("24.5", "\"11.4000\"")));
        assertThat(recorded.purchaseOrderId()).isEqualTo(ORDER);
        assertThat(recorded.warehouseId()).isNull();
        assertThat(recorded.lines().getFirst().accepted()).hasToString("24.5");
        assertThat(recorded.lines().getFirst().unitCost()).isEqualByComparingTo("11.4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                PurchaseOrderEvent.APPROVED,
                PurchaseOrderEvent.CANCELLED,
                PurchaseOrderEvent.RECEIPT_RECORDED,
                PurchaseOrderEvent.REVERSAL_REQUESTED
            })
    void every_example_of_what_stock_must_know_is_understood(String type) {
        for (String example : Contracts.examples(type)) {
            UUID id = UUID.fromString(
                    JsonMapper.shared().readTree(example).get("purchaseOrderId").asString());
            assertThat(PurchaseOrderEvent.of(Orders.incoming(type, id, example)).purchaseOrderId())
                    .isEqualTo(id);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "\"1\"", "null", "0.0001", "1e3", "[]"})
    void a_nonsensical_quantity_is_refused(String accepted) {
        refuse(RECEIPT.formatted(LINE.formatted(accepted, "\"1.0000\"")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"-1.00\"", "1.5", "\"1.00001\"", "\"1e3\"", "{}"})
    void a_nonsensical_cost_is_refused(String unitCost) {
        refuse(RECEIPT.formatted(LINE.formatted("1", unitCost)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "\"text\""})
    void what_is_no_receipt_is_refused(String body) {
        refuse(body);
        refuse(RECEIPT.formatted(""));
        refuse(RECEIPT.formatted("null"));
    }

    private static PurchaseOrderEvent read(String body) {
        return PurchaseOrderEvent.of(Orders.incoming(PurchaseOrderEvent.RECEIPT_RECORDED, ORDER, body));
    }

    private static void refuse(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(InvalidEventException.class);
    }
}
