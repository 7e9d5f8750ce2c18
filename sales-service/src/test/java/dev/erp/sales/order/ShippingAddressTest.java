package dev.erp.sales.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.sales.Shop;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Where the goods of an order go. */
@ServiceTest
class ShippingAddressTest {

    private static final String BILLING = "{\"street\": \"Kontorweg 1\", \"city\": \"Berlin\", \"country\": \"DE\"}";
    private static final String DOCK = "{\"street\": \"Hafenstraße 3\", \"city\": \"Hamburg\", \"country\": \"DE\"}";
    private static final String FAIR = "{\"street\": \"Messeplatz\", \"city\": \"Köln\"}";

    @Autowired
    Api api;

    @Autowired
    Database database;

    Shop shop;
    UUID customer;
    UUID product;

    @BeforeEach
    void openShop() {
        shop = new Shop(api, database);
        customer = Api.idOf(shop.rep().post("/customers", """
            {"name": "Café Morgenrot", "currency": "EUR", "billingAddress": %s}""".formatted(BILLING)));
        product = shop.product("10.00");
    }

    @Test
    void goods_go_where_the_order_says_else_to_the_customers_shipping_else_billing_address() {
        assertThat(address(order(""))).isEqualTo(Shop.JSON.readTree(BILLING));

        dockIsKnown();
        assertThat(address(order(""))).isEqualTo(Shop.JSON.readTree(DOCK));
        assertThat(address(order(", \"shippingAddress\": {}"))).isEqualTo(Shop.JSON.readTree(DOCK));
        assertThat(address(order(", \"shippingAddress\": " + FAIR))).isEqualTo(Shop.JSON.readTree(FAIR));

        UUID nowhere = shop.placed(shop.customer(), 1, product);
        assertThat(shop.read(nowhere).get("shippingAddress")).isNull();
    }

    @Test
    void an_order_keeps_its_address_up_to_the_shipment_whatever_becomes_of_the_customers() {
        UUID id = order("");
        dockIsKnown();
        Shop.tell(Shop.reservationConfirmed(id, product));
        shop.awaitStatus(id, "confirmed");
        JsonNode shipment = Shop.json(shop.rep()
                .post("/sales-orders/" + id + "/shipments", "{}")
                .expectStatus()
                .isCreated());
        UUID shipmentId = UUID.fromString(shipment.get("id").asString());
        JsonNode expected = Shop.JSON.readTree(BILLING);
        assertThat(shipment.get("shippingAddress")).isEqualTo(expected);
        Shop.tell(Shop.issued(id, shipmentId, product, 2));
        shop.awaitStatus(id, "shipped");

        assertThat(address(id)).isEqualTo(expected);
        assertThat(Shop.json(shop.rep()
                                .get("/sales-orders/" + id + "/shipments/" + shipmentId)
                                .expectStatus()
                                .isOk())
                        .get("shippingAddress"))
                .isEqualTo(expected);
        for (String type : new String[] {"placed", "confirmed", "shipment-requested", "shipped"}) {
            assertThat(Topics.await("sales.order." + type + ".v1", id).data().get("shippingAddress"))
                    .as(type)
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_quotation_takes_the_customers_address_when_it_is_placed_unless_it_has_its_own() {
        UUID open = quotation();
        UUID own = quotation();
        shop.rep()
                .patch("/sales-orders/" + own, "*", "{\"shippingAddress\": " + FAIR + "}")
                .expectStatus()
                .isOk();
        assertThat(shop.read(open).get("shippingAddress")).isNull();
        dockIsKnown();

        for (UUID id : new UUID[] {open, own}) {
            shop.rep().post("/sales-orders/" + id + "/place").expectStatus().isOk();
            JsonNode expected = Shop.JSON.readTree(id == own ? FAIR : DOCK);
            assertThat(address(id)).isEqualTo(expected);
            assertThat(Topics.await("sales.order.placed.v1", id).data().get("shippingAddress"))
                    .isEqualTo(expected);
        }
    }

    @Test
    void each_part_of_an_address_is_checked() {
        for (String wrong : new String[] {
            "{\"country\": \"Germany\"}",
            "{\"street\": \"" + "x".repeat(201) + "\"}",
            "{\"city\": \"a\\u0000b\"}",
            "{\"planet\": \"Earth\"}"
        }) {
            shop.rep()
                    .post("/sales-orders", body(", \"shippingAddress\": " + wrong))
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .value(String.class, field -> assertThat(field).startsWith("shippingAddress."));
        }
    }

    private JsonNode address(UUID order) {
        return shop.read(order).get("shippingAddress");
    }

    private void dockIsKnown() {
        shop.rep()
                .patch("/customers/" + customer, "*", """
                    {"shippingAddresses": [{"label": "Dock", "address": %s}, {"label": "Fair", "address": %s}]}
                    """.formatted(DOCK, FAIR))
                .expectStatus()
                .isOk();
    }

    private UUID quotation() {
        return order(", \"quotation\": true, \"validUntil\": \""
                + LocalDate.now(ZoneOffset.UTC).plusDays(1) + "\"");
    }

    private UUID order(String more) {
        return Api.idOf(shop.rep().post("/sales-orders", body(more)));
    }

    private String body(String more) {
        return """
            {"customerId": "%s", "lines": [{"productId": "%s", "quantity": 1}]%s}""".formatted(customer, product, more);
    }
}
