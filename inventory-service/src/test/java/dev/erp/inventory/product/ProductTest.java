package dev.erp.inventory.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.event.EventJson;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProductTest {

    private static final Instant THEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-22T11:00:00Z");
    private static final ProductDetails WIDGET =
            details("WIDGET-1", "Widget", null, Money.of("12.50", "EUR"), new BigDecimal("19"), Quantity.of(20));

    private final Product product =
            Product.create(UUID.randomUUID(), WIDGET, THEN).product();

    @Test
    void a_new_product_is_active_and_announced_whole() {
        UUID id = UUID.randomUUID();
        Product.Change created = Product.create(id, WIDGET, THEN);
        assertThat(created.product()).isEqualTo(new Product(id, WIDGET, ProductStatus.ACTIVE, 1, THEN, THEN));
        assertThat(created.events()).containsExactly(new ProductEvent.Created(created.product()));
        assertThat(EventJson.write(created.events().getFirst().data())).isEqualTo("""
                        {"productId":"%s","sku":"WIDGET-1","name":"Widget","unit":"piece","unitDecimals":0,"price":"12.50","currency":"EUR",\
                        "taxRate":"19.00","reorderLevel":20,"reorderQuantity":0,"status":"active"}""".formatted(id));
    }

    @Test
    void a_new_name_is_an_update_that_tells_the_old_one() {
        Product.Change change = product.change(
                details("WIDGET-1", "Gadget", "round", WIDGET.price(), WIDGET.taxRate(), Quantity.of(20)), NOW);
        assertThat(change.product().version()).isEqualTo(2);
        assertThat(change.product().updatedAt()).isEqualTo(NOW);
        assertThat(change.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("inventory.product.updated.v1");
            assertThat(EventJson.write(event.data()))
                    .endsWith("\"before\":{\"name\":\"Widget\",\"description\":null}}");
        });
    }

    @Test
    void a_new_price_is_a_price_change_that_tells_the_old_one() {
        Product.Change change = product.change(WIDGET.withPrice(Money.of("13.00", "EUR")), NOW);
        assertThat(change.product().version()).isEqualTo(2);
        assertThat(change.events()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("inventory.product.price-changed.v1");
            assertThat(EventJson.write(event.data())).endsWith("\"before\":{\"price\":\"12.50\"}}");
        });
    }

    @Test
    void a_new_price_in_another_currency_tells_both() {
        Product.Change change = product.change(WIDGET.withPrice(Money.of("1500", "JPY")), NOW);
        assertThat(change.events()).singleElement().satisfies(event -> assertThat(EventJson.write(event.data()))
                .contains("\"price\":\"1500\",\"currency\":\"JPY\"")
                .endsWith("\"before\":{\"price\":\"12.50\",\"currency\":\"EUR\"}}"));
    }

    @Test
    void a_new_name_and_price_are_two_versions_the_price_last() {
        Product.Change change = product.change(
                details("WIDGET-1", "Gadget", null, Money.of("13.00", "EUR"), WIDGET.taxRate(), Quantity.of(20)), NOW);
        assertThat(change.product().version()).isEqualTo(3);
        assertThat(change.events())
                .extracting(ProductEvent::type)
                .containsExactly("inventory.product.updated.v1", "inventory.product.price-changed.v1");
        assertThat(change.events())
                .extracting(event -> event.product().version())
                .containsExactly(2L, 3L);
        assertThat(change.events().getFirst().product().details().price()).isEqualTo(WIDGET.price());
        assertThat(change.events().getLast().product()).isEqualTo(change.product());
    }

    @Test
    void the_same_details_again_change_nothing() {
        assertThat(product.change(
                        details(
                                "WIDGET-1",
                                "Widget",
                                null,
                                Money.of("12.5", "EUR"),
                                new BigDecimal("19.0"),
                                new Quantity(new BigDecimal("20.000"))),
                        NOW))
                .isEqualTo(new Product.Change(product, java.util.List.of()));
    }

    @Test
    void a_product_is_discontinued_once() {
        Product.Change change = product.discontinue(NOW);
        assertThat(change.product().status()).isEqualTo(ProductStatus.DISCONTINUED);
        assertThat(change.events()).singleElement().satisfies(event -> assertThat(EventJson.write(event.data()))
                .endsWith("\"status\":\"discontinued\",\"before\":{\"status\":\"active\"}}"));
        assertThat(change.product().discontinue(NOW).events()).isEmpty();
    }

    @Test
    void skus_are_compared_without_case_and_without_the_way_accents_were_typed() {
        assertThat(sku("Ab-1")).isEqualTo(sku("aB-1"));
        assertThat(sku("SCH\u00d6N")).isEqualTo(sku("scho\u0308n"));
        assertThat(sku("TITLE")).isEqualTo(sku("title"));
        assertThat(sku("A-1")).isNotEqualTo(sku("A-2"));
    }

    private static String sku(String sku) {
        return details(sku, "Name", null, WIDGET.price(), BigDecimal.ZERO, null).skuKey();
    }

    private static ProductDetails details(
            String sku, String name, String description, Money price, BigDecimal taxRate, Quantity reorderLevel) {
        return new ProductDetails(sku, name, description, null, null, null, price, taxRate, reorderLevel, null);
    }
}
