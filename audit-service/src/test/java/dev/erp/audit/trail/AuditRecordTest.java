package dev.erp.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.audit.trail.AuditRecord.Subject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditRecordTest {

    @ParameterizedTest
    @CsvSource({
        "erp.sales.order, sales.order.placed.v1, placed, sales-order",
        "erp.finance.invoice, finance.invoice.partially-paid.v12, partially-paid, finance-invoice",
        "erp.auth.session, auth.session.login-failed.v1, login-failed, auth-session",
        "erp.sales.order, OrderPlaced, OrderPlaced, sales-order",
        "erp.sales.order, sales.order.placed, sales.order.placed, sales-order",
        "erp.sales.order, a.b.c.d, a.b.c.d, sales-order",
        "erp.sales.order, ..., ..., sales-order"
    })
    void action_and_resource_come_from_the_type_or_else_from_the_topic(
            String topic, String type, String action, String resourceType) {
        UUID id = UUID.randomUUID();
        assertThat(Subject.of(topic, type, id)).isEqualTo(new Subject(action, resourceType, id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"a\":", "Größe 📚", "\uFFFD", "{\"a\":\"\\u0000\"}", "\u202e"})
    void utf_8_is_text_whether_or_not_it_is_json(String body) {
        assertThat(AuditRecord.isText(body.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @Test
    void other_bytes_and_nul_are_no_text() {
        assertThat(AuditRecord.isText(new byte[] {(byte) 0xff})).isFalse();
        assertThat(AuditRecord.isText(new byte[] {'{', (byte) 0xc3, '}'})).isFalse();
        assertThat(AuditRecord.isText(new byte[] {'a', 0, 'b'})).isFalse();
        // a surrogate in three bytes, which PostgreSQL refuses
        assertThat(AuditRecord.isText(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}))
                .isFalse();
    }
}
