package dev.erp.inventory.stock;

import dev.erp.inventory.Goods;
import dev.erp.testing.Api;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@ServiceTest
class StockInputTest {

    @Autowired
    Api api;

    private Goods goods;

    @BeforeEach
    void goods() {
        goods = new Goods(api);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.000", "\"1\"", "null", "0.0001", "1e3", "1000000000", "true", "NaN"})
    void a_nonsensical_change_is_refused(String change) {
        UUID product = goods.product(0);
        adjust("""
               {"productId":"%s","change":%s,"reason":"counted"}""".formatted(product, change)).expectStatus().isBadRequest();
        goods.expectStock(product, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \"", "\"a\\u0000\"", "\"two\\nlines\"", "\"\\ud800\"", "[]"})
    void a_nonsensical_reason_is_refused(String reason) {
        adjust("""
               {"productId":"%s","change":1,"reason":%s}""".formatted(UUID.randomUUID(), reason))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("reason");
    }

    @ParameterizedTest
    @CsvSource({"5", "\"x\"", "\"1-1-1-1-1\"", "null"})
    void a_nonsensical_product_is_refused(String product) {
        adjust("{\"productId\":" + product + ",\"change\":1,\"reason\":\"counted\"}")
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void an_unknown_product_cannot_be_adjusted() {
        adjust(Goods.adjustment(UUID.randomUUID(), 1))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unknown_product");
    }

    private ResponseSpec adjust(String body) {
        return api.as(Role.INVENTORY_MANAGER).post("/stock-adjustments", body);
    }
}
