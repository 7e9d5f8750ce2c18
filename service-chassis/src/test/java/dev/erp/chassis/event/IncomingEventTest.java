package dev.erp.chassis.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.erp.chassis.money.Money;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncomingEventTest {

    record Line(int quantity, Money price) {}

    record Order(String number, List<Line> lines) {}

    @Test
    void unknown_fields_are_ignored() {
        Order order = event("{\"number\":\"SO-1\",\"colour\":\"red\",\"lines\":[{\"quantity\":1,\"weight\":2}]}")
                .as(Order.class);

        assertThat(order).isEqualTo(new Order("SO-1", List.of(new Line(1, null))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"lines":[{"quantity":1},{"quantity":"x"}]}                            | /lines/1/quantity
            {"lines":[{"price":{"amount":"1.234","currency":"EUR"},"quantity":1}]} | /lines/0/price
            {"number":{"x":1}}                                                     | /number
            []                                                                     | its beginning
            {                                                                      | its beginning
            """)
    void data_that_does_not_fit_is_refused_naming_the_place_and_no_class(String body, String place) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> event(body).as(Order.class))
                .withMessage("the data of a.b.c.v1 " + new UUID(1, 2) + " does not fit at " + place);
    }

    @Test
    void what_an_event_causes_belongs_to_its_process_and_names_it() {
        Origin origin = event("{}").causes(Actor.service("x-service"));

        assertThat(origin).isEqualTo(new Origin(Actor.service("x-service"), new UUID(5, 6), new UUID(1, 2), null));
    }

    private static IncomingEvent event(String body) {
        return new IncomingEvent(
                new UUID(1, 2),
                "a.b.c.v1",
                new UUID(3, 4),
                1,
                Instant.EPOCH,
                new Actor("u", "U"),
                new UUID(5, 6),
                null,
                null,
                body.getBytes(StandardCharsets.UTF_8),
                new IncomingEvent.Source("erp.a.b", 0, 0));
    }
}
