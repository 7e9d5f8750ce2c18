package dev.erp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The schemas, the examples and the AsyncAPI document say the same, and the validation bites. */
class ContractsTest {

    static SortedSet<String> types() {
        return Contracts.types();
    }

    @ParameterizedTest
    @MethodSource("types")
    void every_example_keeps_its_contract(String type) {
        for (String example : Contracts.examples(type)) {
            assertThat(errors(type, example)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void every_field_is_described_and_shown_in_an_example(String type) {
        JsonNode schema = Contracts.JSON.readTree(Contracts.read(Contracts.path(type) + ".schema.json"));
        Set<String> shown = new HashSet<>();
        Contracts.examples(type)
                .forEach(
                        example -> shown.addAll(Contracts.JSON.readTree(example).propertyNames()));

        List<String> undescribed = new ArrayList<>();
        schema.get("properties").forEachEntry((name, property) -> {
            if (!References.in("").resolve(schema, property).schema().has("description")) {
                undescribed.add(name);
            }
        });
        assertThat(undescribed).isEmpty();
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(schema.get("properties").propertyNames());
        assertThat(schema.get("$id").asString()).isEqualTo(Contracts.BASE + Contracts.path(type) + ".schema.json");
        assertThat(schema.has("additionalProperties"))
                .as("adding a field must stay possible")
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("types")
    void an_event_without_a_required_field_breaks_its_contract(String type) {
        JsonNode schema = Contracts.JSON.readTree(Contracts.read(Contracts.path(type) + ".schema.json"));
        String example = Contracts.examples(type).getFirst();
        for (JsonNode required : schema.get("required")) {
            var damaged = (ObjectNode) Contracts.JSON.readTree(example);
            damaged.remove(required.asString());
            assertThat(errors(type, damaged.toString()))
                    .as("without %s", required)
                    .isNotEmpty();
        }
    }

    @Test
    void an_event_with_an_additional_field_keeps_its_contract() {
        var grown = (ObjectNode) Contracts.JSON.readTree(
                Contracts.examples("sales.order.placed.v1").getFirst());
        grown.put("channel", "web");
        assertThat(errors("sales.order.placed.v1", grown.toString())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    auth.revocation.declared.v1  | epoch        | -1
                    auth.revocation.declared.v1  | epoch        | 1.5
                    auth.revocation.declared.v1  | epoch        | "7"
                    auth.revocation.declared.v1  | subjectId    | "sonia"
                    security.access.denied.v1    | method       | "post"
                    security.access.denied.v1    | required     | "invoices:write"
                    inventory.product.created.v1 | price        | 12.5
                    inventory.product.created.v1 | price        | "12.5"
                    inventory.product.created.v1 | price        | "-12.50"
                    inventory.product.created.v1 | price        | "1e3"
                    inventory.product.created.v1 | price        | "012.50"
                    inventory.product.created.v1 | currency     | "eur"
                    inventory.product.created.v1 | productId    | "17"
                    inventory.product.created.v1 | taxRate      | "19"
                    inventory.product.created.v1 | taxRate      | "100.01"
                    inventory.product.created.v1 | status       | "discontinued"
                    inventory.product.created.v1 | reorderLevel | -1
                    inventory.product.updated.v1 | before       | {}
                    inventory.stock.adjusted.v1  | available    | "3"
                    inventory.stock.adjusted.v1  | change       | 0
                    sales.order.placed.v1        | lines        | []
                    sales.order.placed.v1        | placedAt     | "2026-11-22T14:05:06+01:00"
                    sales.order.placed.v1        | placedAt     | "2026-02-30T14:05:06Z"
                    sales.order.rejected.v1      | reason       | "no_luck"
                    finance.invoice.paid.v1      | outstanding  | "0.01"
                    finance.payment.recorded.v1  | amount       | "0.00"
                    finance.payment.recorded.v1  | receivedOn   | "22.11.2026"
                    """)
    void a_value_out_of_bounds_breaks_the_contract(String type, String field, String value) {
        var damaged =
                (ObjectNode) Contracts.JSON.readTree(Contracts.examples(type).getFirst());
        damaged.set(field, Contracts.JSON.readTree(value));
        assertThat(errors(type, damaged.toString())).isNotEmpty().allMatch(error -> error.contains(field));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"subjectId\":\"0193a8c0-7c1e-7011-8a4b-5e6f70819201\"}",
                "{\"epoch\":7}",
                "{\"sessionId\":\"0193a8c0-7c1e-7a21-8a4b-5e6f70819c55\",\"epoch\":7}",
                "{\"sessionId\":\"0193a8c0-7c1e-7a21-8a4b-5e6f70819c55\",\"subjectId\":\"0193a8c0-7c1e-7011-8a4b-5e6f70819201\",\"epoch\":7}"
            })
    void a_revocation_that_is_not_either_of_a_subject_or_of_a_session_breaks_its_contract(String data) {
        assertThat(errors("auth.revocation.declared.v1", data)).isNotEmpty();
    }

    @Test
    void a_type_without_a_schema_breaks_the_contract() {
        assertThat(errors("sales.order.vanished.v1", "{}"))
                .containsExactly("there is no schema for the type sales.order.vanished.v1");
    }

    @Test
    void asyncapi_names_every_type_and_no_other() {
        JsonNode document = new YAMLMapper().readTree(Contracts.read("asyncapi.yaml"));
        JsonNode messages = document.get("components").get("messages");
        SortedSet<String> named = new TreeSet<>();
        for (JsonNode message : messages) {
            String type = message.get("name").asString();
            named.add(type);
            assertThat(message.at("/payload/schema/$ref").asString())
                    .isEqualTo("./" + Contracts.path(type) + ".schema.json");
        }
        assertThat(named).isEqualTo(types());
    }

    @Test
    void asyncapi_puts_every_message_on_the_topic_of_its_aggregate() {
        JsonNode document = new YAMLMapper().readTree(Contracts.read("asyncapi.yaml"));
        SortedSet<String> published = new TreeSet<>();
        document.get("channels").forEachEntry((topic, channel) -> {
            for (JsonNode message : channel.get("messages")) {
                String reference = message.get("$ref").asString().substring(1);
                String type = document.at(reference).get("name").asString();
                assertThat(TestEvent.of(type, new UUID(0, 1), 1, "{}").topic()).isEqualTo(topic);
                published.add(type);
            }
        });
        assertThat(published).isEqualTo(types());
    }

    private static List<String> errors(String type, String data) {
        return Contracts.errors(type, data.getBytes(StandardCharsets.UTF_8));
    }
}
