package dev.erp.inventory.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.inventory.Goods;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

@ServiceTest
class ProductApiTest {

    private static final String TOPIC = "erp.inventory.product";

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Test
    void a_created_product_can_be_read_and_is_announced() {
        String sku = Goods.sku();
        UUID user = UUID.randomUUID();
        var created = api.as(Role.INVENTORY_MANAGER, user)
                .post("/products", """
                        {"sku":"%s","name":"Bücher 📚 \\u202b","description":"two\\nlines","price":{"amount":"1200","currency":"JPY"},
                         "taxRate":"7.5","reorderLevel":2.5}""".formatted(sku))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("ETag", "\"1\"");
        JsonNode product = Goods.json(created.expectBody());
        UUID id = UUID.fromString(product.get("id").asString());

        assertThat(created.returnResult(byte[].class).getResponseHeaders().getLocation())
                .hasPath("/api/v1/products/" + id);
        JsonNode read = Goods.json(api.as(Role.VIEWER)
                .get("/products/" + id)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .expectBody());
        assertThat(read).isEqualTo(product);
        assertThat(read.get("name").asString()).isEqualTo("Bücher 📚 \u202b");
        assertThat(read.get("price")).hasToString("{\"amount\":\"1200\",\"currency\":\"JPY\"}");
        assertThat(read.get("taxRate").asString()).isEqualTo("7.50");
        assertThat(read.get("reorderLevel")).hasToString("2.5");
        assertThat(read.get("status").asString()).isEqualTo("active");

        RecordedEvent event = Topics.await("inventory.product.created.v1", id);
        assertThat(event.topic()).isEqualTo(TOPIC);
        assertThat(event.actor()).isEqualTo(user.toString());
        assertThat(event.correlationId()).isEqualTo(id.toString());
        assertThat(event.data().get("price").asString()).isEqualTo("1200");
        assertThat(database.number("SELECT count(*) FROM stock WHERE product_id = ? AND on_hand = 0", id))
                .isEqualTo(1);
    }

    @Test
    void a_sku_is_given_once_whatever_its_case() {
        String sku = Goods.sku();
        UUID first = id(create(sku).expectStatus().isCreated().expectBody());
        create(sku.toUpperCase(Locale.ROOT))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("sku_taken")
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains(sku.toUpperCase(Locale.ROOT)));
        assertThat(database.number("SELECT count(*) FROM product WHERE lower(sku) = lower(?)", sku))
                .isEqualTo(1);
        Topics.awaitExactly(TOPIC, first, "inventory.product.created.v1");
    }

    @Test
    void of_many_who_want_one_sku_at_once_exactly_one_gets_it() throws Exception {
        String sku = Goods.sku();
        List<Integer> statuses = atOnce(
                20, () -> create(sku).returnResult(Void.class).getStatus().value());
        assertThat(statuses).containsOnly(201, 409);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
    }

    @Test
    void one_idempotency_key_makes_one_product_and_equal_answers() throws Exception {
        var caller = api.as(Role.INVENTORY_MANAGER)
                .with("Idempotency-Key", UUID.randomUUID().toString());
        String sku = Goods.sku();
        List<String> bodies = atOnce(
                50,
                () -> new String(caller.post("/products", Goods.body(sku))
                        .expectStatus()
                        .isCreated()
                        .expectBody()
                        .returnResult()
                        .getResponseBody()));
        assertThat(bodies).containsOnly(bodies.getFirst());
        assertThat(database.number("SELECT count(*) FROM product WHERE sku = ?", sku))
                .isEqualTo(1);
    }

    @Test
    void a_patch_changes_what_it_names_and_tells_each_listener_what_concerns_it() {
        UUID id = id(create(Goods.sku()).expectBody());
        change(id, "\"1\"", "{\"name\":\"Gadget\",\"description\":\"new\"}")
                .expectStatus()
                .isOk();
        change(id, "\"2\"", "{\"price\":{\"amount\":\"13.00\"}}").expectStatus().isOk();
        change(id, "\"3\"", "{\"description\":null,\"price\":{\"amount\":\"1.00\"},\"taxRate\":\"7\"}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"5\"")
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("Gadget")
                .jsonPath("$.description")
                .doesNotExist()
                .jsonPath("$.price.amount")
                .isEqualTo("1.00");
        Topics.awaitExactly(
                TOPIC,
                id,
                "inventory.product.created.v1",
                "inventory.product.updated.v1",
                "inventory.product.price-changed.v1",
                "inventory.product.updated.v1",
                "inventory.product.price-changed.v1");
    }

    @Test
    void a_patch_that_changes_nothing_makes_no_version_and_no_event() {
        UUID id = id(create(Goods.sku()).expectBody());
        change(id, "\"1\"", "{\"name\":\"Widget\"}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\"");
        change(id, "\"1\"", "{\"name\":\"Gadget\"}").expectStatus().isOk();
        Topics.awaitExactly(TOPIC, id, "inventory.product.created.v1", "inventory.product.updated.v1");
    }

    @Test
    void a_patch_needs_the_current_version() {
        UUID id = id(create(Goods.sku()).expectBody());
        api.as(Role.INVENTORY_MANAGER)
                .patch("/products/" + id, "{\"name\":\"Gadget\"}")
                .expectStatus()
                .isEqualTo(428);
        change(id, "\"7\"", "{\"name\":\"Gadget\"}")
                .expectStatus()
                .isEqualTo(412)
                .expectHeader()
                .valueEquals("ETag", "\"1\"");
        change(UUID.randomUUID(), "\"1\"", "{\"name\":\"Gadget\"}")
                .expectStatus()
                .isNotFound();
    }

    @Test
    void of_many_patches_on_one_version_exactly_one_wins() throws Exception {
        UUID id = id(create(Goods.sku()).expectBody());
        List<Integer> statuses = atOnce(10, () -> change(id, "\"1\"", "{\"name\":\"" + UUID.randomUUID() + "\"}")
                .returnResult(Void.class)
                .getStatus()
                .value());
        assertThat(statuses).containsOnly(200, 412);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
    }

    @Test
    void a_merge_patch_may_be_called_what_it_is() {
        UUID id = id(create(Goods.sku()).expectBody());
        api.as(Role.INVENTORY_MANAGER)
                .client()
                .patch()
                .uri("/api/v1/products/" + id)
                .header(HttpHeaders.IF_MATCH, "\"1\"")
                .contentType(MediaType.valueOf("application/merge-patch+json"))
                .bodyValue("{\"name\":\"Gadget\"}")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void a_product_is_discontinued_once() {
        UUID id = id(create(Goods.sku()).expectBody());
        for (int i = 0; i < 2; i++) {
            api.as(Role.INVENTORY_MANAGER)
                    .post("/products/" + id + "/discontinue")
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals("ETag", "\"2\"")
                    .expectBody()
                    .jsonPath("$.status")
                    .isEqualTo("discontinued");
        }
        change(id, "\"2\"", "{\"name\":\"Gadget\"}").expectStatus().isOk();
        Topics.awaitExactly(
                TOPIC,
                id,
                "inventory.product.created.v1",
                "inventory.product.discontinued.v1",
                "inventory.product.updated.v1");
    }

    @Test
    void lists_are_searched_filtered_sorted_and_paged() {
        String mark = "Q%_" + UUID.randomUUID().toString().substring(0, 8);
        List<String> ids = new ArrayList<>();
        for (String letter : List.of("c", "a", "B")) {
            ids.add(id(create(mark + letter).expectStatus().isCreated().expectBody())
                    .toString());
        }
        api.as(Role.INVENTORY_MANAGER).post("/products/" + ids.get(1) + "/discontinue");

        assertThat(skus(Map.of("q", mark, "sort", "sku"))).containsExactly(mark + "a", mark + "B", mark + "c");
        assertThat(skus(Map.of("q", mark))).containsExactly(mark + "B", mark + "a", mark + "c");
        assertThat(skus(Map.of("q", mark.toLowerCase(Locale.ROOT), "status", "active", "sort", "-sku")))
                .containsExactly(mark + "c", mark + "B");
        assertThat(skus(Map.of("q", mark + "%"))).isEmpty();

        JsonNode page = list(Map.of("q", mark, "sort", "sku", "limit", "2"));
        JsonNode next = list(Map.of(
                "q",
                mark,
                "sort",
                "sku",
                "limit",
                "2",
                "cursor",
                page.get("nextCursor").asString()));
        assertThat(next.get("items")).hasSize(1);
        assertThat(next.get("items").get(0).get("sku").asString()).isEqualTo(mark + "c");
        assertThat(next.has("nextCursor")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "status, discarded",
        "sort, price",
        "limit, 0",
        "limit, 201",
        "limit, x",
        "cursor, nonsense",
        "sort, id; DROP TABLE product"
    })
    void a_malformed_query_is_refused_by_name(String parameter, String value) {
        api.as(Role.VIEWER)
                .get("/products?" + parameter + "={value}", value)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(parameter);
    }

    private org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec create(String sku) {
        return api.as(Role.INVENTORY_MANAGER).post("/products", Goods.body(sku));
    }

    private org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec change(
            UUID id, String etag, String patch) {
        return api.as(Role.INVENTORY_MANAGER).patch("/products/" + id, etag, patch);
    }

    private JsonNode list(Map<String, String> query) {
        String names = String.join(
                "&",
                query.keySet().stream().map(name -> name + "={" + name + "}").toList());
        return Goods.json(api.as(Role.VIEWER)
                .get("/products?" + names, query.values().toArray())
                .expectStatus()
                .isOk()
                .expectBody());
    }

    private List<String> skus(Map<String, String> query) {
        JsonNode items = list(query).get("items");
        return IntStream.range(0, items.size())
                .mapToObj(i -> items.get(i).get("sku").asString())
                .toList();
    }

    private static UUID id(org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec body) {
        return UUID.fromString(Goods.json(body).get("id").asString());
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        try (var threads = Executors.newFixedThreadPool(times)) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(java.util.Collections.nCopies(times, call))) {
                results.add(result.get());
            }
            return results;
        }
    }
}
