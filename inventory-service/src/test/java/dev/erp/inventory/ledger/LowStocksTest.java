package dev.erp.inventory.ledger;

import static dev.erp.inventory.ledger.Happenings.cancelled;
import static dev.erp.inventory.ledger.Happenings.placed;
import static dev.erp.inventory.ledger.Happenings.publish;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.inventory.Goods;
import dev.erp.inventory.ledger.Happenings.Piece;
import dev.erp.testing.Api;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class LowStocksTest {

    private static final String RESERVED = "inventory.stock.reserved.v1";
    private static final String LOW = "inventory.stock.below-reorder-level.v1";

    @Autowired
    Api api;

    @Autowired
    LowStocks lowStocks;

    @Test
    void what_orders_take_of_a_low_stock_or_give_back_is_told_until_it_is_low_no_more() {
        Goods goods = new Goods(api);
        UUID product = goods.productWithLevel(10);
        goods.adjust(product, 15);
        reserve(product, 3);
        UUID order = reserve(product, 3);
        assertThat(available(Topics.awaitAll(LOW, product, 2).getLast())).isEqualTo(9);
        reserve(product, 4);
        lowStocks.tell().block();
        assertThat(available(Topics.await(RESERVED, product))).isEqualTo(5);

        publish(cancelled(order));
        Topics.await("inventory.reservation.released.v1", order);
        goods.adjust(product, 1);
        reserve(product, 1);
        lowStocks.tell().block();
        assertThat(available(Topics.awaitAll(RESERVED, product, 2).getLast())).isEqualTo(8);
        UUID last = reserve(product, 2);
        lowStocks.tell().block();
        Topics.awaitAll(RESERVED, product, 3);
        goods.adjust(product, 3);
        publish(cancelled(last));
        Topics.await("inventory.reservation.released.v1", last);
        lowStocks.tell().block();
        assertThat(available(Topics.awaitAll(RESERVED, product, 4).getLast())).isEqualTo(11);

        UUID unseen = reserve(product, 1);
        lowStocks.tell().block();
        publish(cancelled(unseen));
        goods.adjust(product, 1);
        Topics.awaitExactly(
                "erp.inventory.stock",
                product,
                LOW,
                ADJUSTED,
                LOW,
                RESERVED,
                ADJUSTED,
                RESERVED,
                RESERVED,
                ADJUSTED,
                RESERVED,
                ADJUSTED);
    }

    private static final String ADJUSTED = "inventory.stock.adjusted.v1";

    private static UUID reserve(UUID product, int quantity) {
        UUID order = UUID.randomUUID();
        publish(placed(order, null, false, new Piece(product, quantity)));
        Topics.await("inventory.reservation.confirmed.v1", order);
        return order;
    }

    private static int available(RecordedEvent event) {
        return event.data().get("available").asInt();
    }
}
