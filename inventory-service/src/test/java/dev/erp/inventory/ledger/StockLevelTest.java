package dev.erp.inventory.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.event.EventJson;
import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StockLevelTest {

    @ParameterizedTest
    @CsvSource({
        "10, 4, 5, true",
        "10, 4, -6, true",
        "10, 4, -6.001, false",
        "10, 4, -7, false",
        "0, 0, -0.001, false",
        "999999999.999, 999999999.999, -0.001, false"
    })
    void what_is_reserved_cannot_be_taken_away(
            BigDecimal onHand, BigDecimal reserved, BigDecimal change, boolean covered) {
        StockLevel level = new StockLevel(new Quantity(onHand), new Quantity(reserved));
        assertThat(level.covers(new Quantity(change))).isEqualTo(covered);
        if (covered) {
            assertThat(level.changedBy(new Quantity(change), Quantity.ZERO))
                    .isEqualTo(new StockLevel(new Quantity(onHand.add(change)), new Quantity(reserved)));
        } else {
            assertThatThrownBy(() -> level.changedBy(new Quantity(change), Quantity.ZERO))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 999999999.999, true", "0.001, 999999999.999, false", "999999999, 1, false", "5, -5, true"})
    void there_is_a_largest_stock(BigDecimal onHand, BigDecimal change, boolean hasRoom) {
        assertThat(new StockLevel(new Quantity(onHand), Quantity.ZERO).hasRoomFor(new Quantity(change)))
                .isEqualTo(hasRoom);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "1, -1", "-1, -1"})
    void impossible_levels_cannot_be_made(BigDecimal onHand, BigDecimal reserved) {
        assertThatThrownBy(() -> new StockLevel(new Quantity(onHand), new Quantity(reserved)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_level_is_written_with_what_is_available() {
        assertThat(EventJson.write(new StockLevel(Quantity.of(10), Quantity.of(4))))
                .isEqualTo("{\"onHand\":10,\"reserved\":4,\"available\":6}");
    }
}
