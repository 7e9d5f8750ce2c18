package dev.erp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.fabric.Fabric;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The recorder misses nothing, and what a service publishes wrongly is found. On a real broker. */
class TopicsTest {

    private static final String TYPE = "finance.invoice.voided.v1";

    @BeforeAll
    static void start() {
        Topics.start();
    }

    @Test
    void a_published_event_is_recorded_with_all_it_said() {
        UUID invoice = UUID.randomUUID();
        TestEvent event = voided(invoice, 1).correlatedTo(new UUID(1, 2)).causedBy(new UUID(3, 4));

        Topics.publish(event);

        RecordedEvent recorded = Topics.await(TYPE, invoice);
        assertThat(recorded.topic()).isEqualTo("erp.finance.invoice");
        assertThat(recorded.key()).isEqualTo(invoice.toString());
        assertThat(recorded.headers()).isEqualTo(event.headers());
        assertThat(recorded.data().get("reason").asString()).isEqualTo("order_cancelled");
    }

    @Test
    void events_of_one_aggregate_keep_their_order() {
        UUID invoice = UUID.randomUUID();
        for (int sequence = 1; sequence <= 50; sequence++) {
            Topics.publish(voided(invoice, sequence));
        }

        assertThat(Topics.awaitAll(TYPE, invoice, 50))
                .extracting(RecordedEvent::sequence)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void a_hand_made_event_that_breaks_its_contract_is_not_published() {
        UUID invoice = UUID.randomUUID();

        assertThatThrownBy(() -> Topics.publish(TYPE, invoice, 1, "{\"invoiceId\":\"" + invoice + "\"}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("orderId")
                .hasMessageContaining("reason");
        Topics.catchUp();
        assertThat(Topics.eventsOf(invoice)).isEmpty();
    }

    @Test
    void rubbish_is_recorded_and_held_against_no_contract() {
        UUID invoice = UUID.randomUUID();
        Map<String, String> hostile = new LinkedHashMap<>(voided(invoice, 1).headers());
        hostile.put("__TypeId__", "java.lang.Runtime");

        Topics.publishRaw("erp.finance.invoice", invoice.toString(), new byte[] {(byte) 0xff, 0}, hostile);
        Topics.publishRaw("erp.finance.invoice", invoice.toString(), null, hostile);
        Topics.publishRaw("erp.finance.invoice", null, "{".getBytes(StandardCharsets.UTF_8), Map.of());
        Topics.catchUp();

        assertThat(Topics.eventsOf(invoice)).hasSize(2).last().satisfies(e -> assertThat(e.body())
                .isNull());
        assertThat(Topics.uncheckedEvents()).noneMatch(e -> invoice.toString().equals(e.subject()));
    }

    @Test
    void what_a_service_publishes_wrongly_is_named() {
        UUID invoice = UUID.randomUUID();
        Map<String, String> headers = voided(invoice, 3).headers();
        headers.put("ce_actor", "finance-service");
        headers.put("ce_id", "01933c4a-0000-4000-8000-000000000000");
        headers.put("ce_time", "yesterday");
        headers.put("spring_json_header_types", "{}");
        var wrong = new RecordedEvent(
                "erp.sales.order", 0, 0, "another", headers, "{\"reason\":\"\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(Contracts.violations(List.of(wrong)))
                .anyMatch(v -> v.contains("spring_json_header_types is in no contract"))
                .anyMatch(v -> v.contains("ce_time is yesterday"))
                .anyMatch(v -> v.contains("the key another is not the subject"))
                .anyMatch(v -> v.contains("is on erp.sales.order"))
                .anyMatch(v -> v.contains("is no UUIDv7"))
                .anyMatch(v -> v.contains("invoiceId"))
                .anyMatch(v -> v.contains("/reason"))
                .anyMatch(v -> v.contains("expected version 1"));
    }

    @Test
    void an_event_that_comes_twice_breaks_no_order() {
        Map<String, String> headers = voided(UUID.randomUUID(), 1).headers();
        headers.put("ce_actor", "finance-service");
        var once = new RecordedEvent("erp.finance.invoice", 0, 0, "k", headers, null);
        var again = new RecordedEvent("erp.finance.invoice", 0, 1, "k", headers, null);

        assertThat(Envelope.sequenceErrors(List.of(once, again))).isEmpty();
    }

    @Test
    void topics_survive_a_restart_of_the_broker() {
        UUID invoice = UUID.randomUUID();
        Topics.publish(voided(invoice, 1));

        Fabric.shared().stopKafka();
        Fabric.shared().startKafka();
        Topics.publish(voided(invoice, 2));

        assertThat(Topics.awaitAll(TYPE, invoice, 2)).hasSize(2);
    }

    private static TestEvent voided(UUID invoice, long sequence) {
        return TestEvent.of(
                TYPE, invoice, sequence, Map.of("invoiceId", invoice, "orderId", invoice, "reason", "order_cancelled"));
    }
}
