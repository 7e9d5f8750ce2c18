package dev.erp.purchasing.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.purchasing.Buying;
import dev.erp.testing.Api;
import dev.erp.testing.Contracts;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class CatalogueProjectionTest {

    private static final String TOPIC = "erp.inventory.product";

    @Autowired
    Api api;

    @Autowired
    Database database;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inventory.product.created.v1",
                "inventory.product.updated.v1",
                "inventory.product.price-changed.v1",
                "inventory.product.discontinued.v1"
            })
    void every_example_of_the_contracts_can_be_read(String type) {
        for (String example : Contracts.examples(type)) {
            UUID product = UUID.randomUUID();
            String data = example.replaceAll("\"productId\":\"[^\"]*\"", "\"productId\":\"" + product + "\"");
            Topics.publish(type, product, 1, data);
            await().untilAsserted(() -> assertThat(known(product)).isEqualTo(1));
        }
    }

    @Test
    void unknown_fields_are_ignored() {
        UUID product = UUID.randomUUID();
        publishRaw(product, data(product, "\"taxRate\": \"1.00\", \"colour\": {\"of\": [\"the\", \"day\"]}"));
        await().untilAsserted(() -> assertThat(known(product)).isEqualTo(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"taxRate\": \"100.01\"'|taxRate must be 0 to 100",
                "'\"taxRate\": 19'|does not fit at /taxRate",
                "'\"sku\": \"X\"'|taxRate must be 0 to 100",
                "'\"taxRate\": \"1.00\", \"unitDecimals\": 4'|unitDecimals must be 0 to 3",
                "'\"taxRate\": \"1.00\", \"reorderQuantity\": -1'|reorderQuantity must be 0 or more",
                "'\"taxRate\": \"1.00\", \"reorderLevel\": \"many\"'|does not fit at /reorderLevel",
                "'\"taxRate\": \"1.00\", \"status\": \"sold\"'|status is unknown"
            })
    void nonsense_is_parked_with_its_reason_and_the_next_product_goes_on(String fields, String reason) {
        UUID product = UUID.randomUUID();
        publishRaw(product, data(product, fields));
        await().untilAsserted(() -> assertThat(
                        database.rows("SELECT reason FROM parked_event WHERE subject = ?", product))
                .singleElement()
                .satisfies(row -> assertThat(row.get("reason").toString()).contains(reason)));
        assertThat(known(product)).isZero();
        new Buying(api, database).product();
    }

    @Test
    void data_about_another_product_than_the_subject_is_parked() {
        UUID product = UUID.randomUUID();
        publishRaw(product, data(UUID.randomUUID(), "\"taxRate\": \"1.00\""));
        await().untilAsserted(() -> assertThat(
                        database.number("SELECT count(*) FROM parked_event WHERE subject = ?", product))
                .isEqualTo(1));
    }

    /** The fields given win over those of a product that is right in everything but its missing tax rate. */
    private static String data(UUID product, String fields) {
        var data = (tools.jackson.databind.node.ObjectNode) Buying.JSON.readTree("""
            {"productId": "%s", "sku": "W", "name": "Widget", "price": "1.00", "currency": "EUR",
             "reorderLevel": 0, "status": "active"}\
            """.formatted(product));
        data.setAll((tools.jackson.databind.node.ObjectNode) Buying.JSON.readTree("{" + fields + "}"));
        return data.toString();
    }

    private static void publishRaw(UUID product, String data) {
        Map<String, String> headers =
                TestEvent.of("inventory.product.created.v1", product, 1, data).headers();
        Topics.publishRaw(TOPIC, product.toString(), data.getBytes(java.nio.charset.StandardCharsets.UTF_8), headers);
    }

    private long known(UUID product) {
        return database.number("SELECT count(*) FROM catalogue_product WHERE product_id = ?", product);
    }
}
