package dev.erp.finance.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.finance.Books;
import dev.erp.finance.Orders;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@ServiceTest
class SendingInvoicesTest {

    private static final String TOPIC = "erp.finance.invoice";

    @Autowired
    Api api;

    @Autowired
    Database database;

    private Books books;

    @BeforeEach
    void open() {
        books = new Books(api, database);
    }

    @Test
    void sending_gives_number_and_due_date_and_says_so() {
        UUID id = books.draft();
        UUID clerk = UUID.randomUUID();
        var sent = api.as(Role.FINANCE_MANAGER, clerk).post("/invoices/" + id + "/send");
        sent.expectStatus().isOk().expectHeader().valueEquals("ETag", "\"2\"");
        JsonNode invoice = Books.json(sent);

        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertThat(invoice.get("number").asString()).matches("INV-" + today.getYear() + "-\\d{6}");
        assertThat(invoice.get("dueOn").asString()).isEqualTo(today.plusDays(30).toString());
        assertThat(invoice.get("status").asString()).isEqualTo("sent");
        assertThat(invoice).isEqualTo(books.invoice(id));
        var event = Topics.await("finance.invoice.sent.v1", id);
        assertThat(event.actor()).isEqualTo(clerk.toString());
        assertThat(event.correlationId()).isEqualTo(invoice.get("orderId").asString());
        assertThat(event.data().get("number")).isEqualTo(invoice.get("number"));
    }

    @Test
    void an_invoice_is_sent_once_and_a_retry_gets_the_first_answer() {
        UUID id = books.draft();
        var clerk = api.as(Role.FINANCE_MANAGER)
                .with("Idempotency-Key", UUID.randomUUID().toString());
        JsonNode first = Books.json(
                clerk.post("/invoices/" + id + "/send").expectStatus().isOk());
        var retry = clerk.post("/invoices/" + id + "/send");
        retry.expectStatus().isOk().expectHeader().valueEquals("Idempotency-Replayed", "true");
        assertThat(Books.json(retry)).isEqualTo(first);

        books.send(id)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invoice_already_sent");
        Topics.awaitExactly(TOPIC, id, "finance.invoice.drafted.v1", "finance.invoice.sent.v1");
    }

    @Test
    void five_hundred_invoices_sent_at_once_leave_no_gap_though_connections_are_cut_twice() throws Exception {
        List<TestEvent> orders = IntStream.range(0, 500)
                .mapToObj(i -> Orders.confirmed(UUID.randomUUID()))
                .toList();
        orders.forEach(Topics::publish);
        List<UUID> ids =
                books.invoicesOf(orders.stream().map(TestEvent::subject).toList());
        // every third is sent by two people at once
        List<UUID> requests = new ArrayList<>(
                Stream.concat(ids.stream(), ids.stream().limit(100)).toList());
        Collections.shuffle(requests);

        AtomicInteger answered = new AtomicInteger();
        List<Callable<Integer>> calls = new ArrayList<>();
        requests.forEach(id -> calls.add(() -> {
            int status = sendUntilAnswered(id);
            answered.incrementAndGet();
            return status;
        }));
        calls.add(() -> cutAfter(answered, 100));
        calls.add(() -> cutAfter(answered, 300));
        List<Integer> statuses = Books.atOnce(calls);

        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(500);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(100);
        List<Long> serials = database
                .rows("SELECT right(number, 6)::bigint AS serial FROM invoice WHERE id = ANY (?) ORDER BY 1", (Object)
                        ids.toArray(UUID[]::new))
                .stream()
                .map(row -> (Long) row.get("serial"))
                .toList();
        long first = serials.getFirst();
        assertThat(serials)
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> first + i).toList());
        assertThat(database.number("SELECT last FROM number_series WHERE series LIKE 'INV-%'"))
                .isEqualTo(serials.getLast());
        assertThat(database.number("SELECT count(*) FROM invoice WHERE number IS NOT NULL"))
                .isEqualTo(serials.getLast());
    }

    /** A client that repeats what was not answered, with the same key. */
    private int sendUntilAnswered(UUID id) {
        var clerk = api.as(Role.FINANCE_MANAGER)
                .with("Idempotency-Key", UUID.randomUUID().toString());
        int status;
        do {
            status = clerk.post("/invoices/" + id + "/send")
                    .expectBody()
                    .returnResult()
                    .getStatus()
                    .value();
        } while (status >= 500);
        return status;
    }

    /** Cuts every connection of the service, in the middle of whatever it does. */
    private int cutAfter(AtomicInteger answered, int some) {
        await().atMost(Duration.ofMinutes(2)).until(() -> answered.get() >= some);
        database.rows("""
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE datname = current_database() AND pid <> pg_backend_pid()
                """);
        return 0;
    }

    @Test
    void what_costs_nothing_is_paid_when_it_is_sent() {
        UUID id = books.draft(Orders.free(UUID.randomUUID()));
        books.send(id).expectStatus().isOk().expectHeader().valueEquals("ETag", "\"3\"");
        assertThat(books.status(id)).isEqualTo("paid");
        Topics.awaitExactly(
                TOPIC, id, "finance.invoice.drafted.v1", "finance.invoice.sent.v1", "finance.invoice.paid.v1");
    }

    @Test
    void a_draft_is_voided_with_a_reason_and_a_sent_invoice_is_not() {
        UUID id = books.draft();
        var clerk = api.as(Role.FINANCE_MANAGER);
        var voided = clerk.post("/invoices/" + id + "/void", "{\"reason\":\" typed twice \"}");
        voided.expectStatus().isOk().expectHeader().valueEquals("ETag", "\"2\"");
        JsonNode invoice = Books.json(voided);
        assertThat(invoice.get("status").asString()).isEqualTo("void");
        assertThat(invoice.get("voidReason").asString()).isEqualTo("typed twice");
        assertThat(Topics.await("finance.invoice.voided.v1", id)
                        .data()
                        .get("reason")
                        .asString())
                .isEqualTo("typed twice");

        UUID sent = books.sent();
        clerk.post("/invoices/" + sent + "/void", "{\"reason\":\"too late\"}")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("credit_note_needed");
        Topics.awaitExactly(TOPIC, sent, "finance.invoice.drafted.v1", "finance.invoice.sent.v1");
    }

    @Test
    void a_set_is_sent_whole_with_numbers_that_follow_each_other_in_its_order() {
        List<UUID> ids = List.of(books.draft(), books.draft(), books.draft());
        JsonNode sent = Books.json(sendAll(ids).expectStatus().isOk()).get("items");
        long first = serial(sent.get(0));
        for (int i = 0; i < ids.size(); i++) {
            assertThat(sent.get(i).get("id").asString()).isEqualTo(ids.get(i).toString());
            assertThat(serial(sent.get(i))).isEqualTo(first + i);
            Topics.awaitExactly(TOPIC, ids.get(i), "finance.invoice.drafted.v1", "finance.invoice.sent.v1");
        }
    }

    @Test
    void ten_thousand_are_sent_by_one_request_with_numbers_that_follow_each_other_and_an_entry_for_each() {
        List<UUID> ids = copiesOf(books.draft(), 10_000);
        // the answer is longer than what a client buffers unless told otherwise
        JsonNode sent = Books.json(api.as(Role.FINANCE_MANAGER)
                        .client()
                        .mutate()
                        .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 * 1024 * 1024))
                        .build()
                        .post()
                        .uri("/api/v1/invoices/send")
                        .bodyValue(Map.of("invoiceIds", ids))
                        .exchange()
                        .expectStatus()
                        .isOk())
                .get("items");
        assertThat(sent).hasSize(ids.size());
        long first = serial(sent.get(0));
        for (int i = 0; i < ids.size(); i++) {
            assertThat(sent.get(i).get("id").asString()).isEqualTo(ids.get(i).toString());
            assertThat(serial(sent.get(i))).isEqualTo(first + i);
        }
        assertThat(database.rows("SELECT count(*) AS booked FROM journal_entry WHERE document_id = ANY (?)", (Object)
                        ids.toArray(UUID[]::new)))
                .containsExactly(Map.of("booked", 10_000L));
        Topics.await("finance.invoice.sent.v2", ids.getLast());

        List<UUID> oneTooMany = new ArrayList<>(ids);
        oneTooMany.add(UUID.randomUUID());
        sendAll(oneTooMany).expectStatus().isBadRequest();
    }

    /** Free invoices over what this draft says; nothing was told of them yet. */
    private List<UUID> copiesOf(UUID draft, int count) {
        List<UUID> copies = database.rows("""
                        INSERT INTO invoice (id, customer_id, customer_number, customer_name, currency, rounding, net, tax, gross,
                                             payment_term_days, correlation_id, created_at, paid, version, source)
                        SELECT uuidv7(), customer_id, customer_number, customer_name, currency, rounding, net, tax, gross,
                               payment_term_days, correlation_id, created_at, 0, 0, 'free'
                          FROM invoice CROSS JOIN generate_series(1, ?) WHERE id = ?
                        RETURNING id
                        """, count, draft).stream()
                .map(row -> (UUID) row.get("id"))
                .toList();
        database.rows("""
                INSERT INTO invoice_line
                SELECT copy, line, product_id, sku, name, quantity, unit_price, discount_percent, net, tax_rate, tax, gross
                  FROM invoice_line CROSS JOIN unnest(?::uuid[]) AS copy WHERE invoice_id = ?
                RETURNING line
                """, copies.toArray(UUID[]::new), draft);
        return copies;
    }

    @Test
    void a_set_with_one_invoice_that_cannot_be_sent_is_not_sent_at_all_and_takes_no_number() {
        UUID draft = books.draft();
        UUID sent = books.sent();
        long before = database.number("SELECT last FROM number_series WHERE series LIKE 'INV-%'");
        sendAll(List.of(draft, sent)).expectStatus().isEqualTo(409);
        sendAll(List.of(draft, UUID.randomUUID())).expectStatus().isNotFound();
        sendAll(List.of(draft, draft)).expectStatus().isBadRequest();
        sendAll(List.of()).expectStatus().isBadRequest();
        assertThat(books.status(draft)).isEqualTo("draft");
        assertThat(database.number("SELECT last FROM number_series WHERE series LIKE 'INV-%'"))
                .isEqualTo(before);
    }

    private ResponseSpec sendAll(List<UUID> ids) {
        return api.as(Role.FINANCE_MANAGER).post("/invoices/send", Map.of("invoiceIds", ids));
    }

    private static long serial(JsonNode invoice) {
        String number = invoice.get("number").asString();
        return Long.parseLong(number.substring(number.lastIndexOf('-') + 1));
    }
}
