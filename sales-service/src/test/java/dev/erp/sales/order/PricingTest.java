package dev.erp.sales.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.money.DocumentTotals;
import dev.erp.chassis.money.Quantity;
import dev.erp.sales.order.Pricing.Item;
import dev.erp.sales.order.Pricing.Priced;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PricingTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency JPY = Currency.getInstance("JPY");
    private static final Currency KWD = Currency.getInstance("KWD");

    @Test
    void the_example_of_the_contract_comes_out_to_the_cent() {
        Priced priced = Pricing.price(
                EUR, List.of(item(3, "12.50", "0.00", "19.00"), item(1, "20.00", "10.00", "7.00")), percent("5.00"));
        assertThat(priced.lines()).extracting(SalesOrder.Line::net).containsExactly(amount("35.62"), amount("17.10"));
        assertThat(priced.lines()).extracting(SalesOrder.Line::tax).containsExactly(amount("6.77"), amount("1.20"));
        assertThat(priced.lines()).extracting(SalesOrder.Line::gross).containsExactly(amount("42.39"), amount("18.30"));
        assertThat(priced.totals())
                .isEqualTo(new Pricing.Totals(amount("4.78"), amount("52.72"), amount("7.97"), amount("60.69")));
    }

    @Test
    void half_a_minor_unit_is_rounded_up() {
        // 50 % of 0.05 is 0.025; 10 % tax on 0.25 is 0.025
        assertThat(one(EUR, item(1, "0.05", "50", "0"), "0").net()).isEqualTo(amount("0.03"));
        assertThat(one(EUR, item(1, "0.25", "0", "10"), "0").tax()).isEqualTo(amount("0.03"));
        assertThat(one(EUR, item(1, "0.24", "0", "10"), "0").tax()).isEqualTo(amount("0.02"));
    }

    @Test
    void amounts_have_the_minor_units_of_their_currency() {
        assertThat(one(JPY, item(2, "1200", "0", "10"), "0").gross()).isEqualTo(amount("2640"));
        assertThat(one(JPY, item(1, "15", "50", "0"), "0").net()).isEqualTo(amount("8"));
        assertThat(one(KWD, item(1, "0.015", "50", "0"), "0").net()).isEqualTo(amount("0.008"));
    }

    @Test
    void a_discount_that_does_not_divide_goes_to_the_largest_remainders() {
        // 10 % of 0.30 is 0.03 and divides; 10 % of 0.50 over five lines of 0.10 is 0.05: a cent each
        assertThat(DocumentTotals.spread(amount("0.05"), amounts("0.10", "0.10", "0.10", "0.10", "0.10"), 2))
                .containsExactlyElementsOf(amounts("0.01", "0.01", "0.01", "0.01", "0.01"));
        // thirds of a cent: the first lines are served first
        assertThat(DocumentTotals.spread(amount("0.02"), amounts("1.00", "1.00", "1.00"), 2))
                .containsExactlyElementsOf(amounts("0.01", "0.01", "0.00"));
        // 0.01 * 0.70 / 1.00 leaves the largest remainder, wherever it stands
        assertThat(DocumentTotals.spread(amount("0.01"), amounts("0.30", "0.70"), 2))
                .containsExactlyElementsOf(amounts("0.00", "0.01"));
    }

    @Test
    void everything_can_be_given_away() {
        Priced priced =
                Pricing.price(EUR, List.of(item(7, "9.99", "0", "19"), item(1, "0.00", "0", "19")), percent("100"));
        assertThat(priced.totals())
                .isEqualTo(new Pricing.Totals(amount("69.93"), amount("0.00"), amount("0.00"), amount("0.00")));
    }

    @Test
    void the_price_of_the_largest_line_is_exact() {
        assertThat(one(EUR, item(1_000_000, "999999999999.99", "0", "0"), "0").net())
                .isEqualTo(amount("999999999999990000.00"));
    }

    @RepeatedTest(300)
    void totals_are_the_sums_of_the_lines_and_no_line_is_negative(RepetitionInfo run) {
        // the seed is the number of the run, so that a failure can be repeated
        Random random = new Random(run.getCurrentRepetition());
        Currency currency = List.of(EUR, JPY, KWD).get(random.nextInt(3));
        BigDecimal orderDiscount = BigDecimal.valueOf(random.nextInt(10_001), 2);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(20); i++) {
            items.add(randomItem(random, currency));
        }

        Priced priced = Pricing.price(currency, items, orderDiscount);

        assertThat(priced.lines()).hasSameSizeAs(items);
        assertThat(priced.totals().net()).isEqualTo(sum(priced, SalesOrder.Line::net));
        assertThat(priced.totals().tax()).isEqualTo(sum(priced, SalesOrder.Line::tax));
        assertThat(priced.totals().gross()).isEqualTo(sum(priced, SalesOrder.Line::gross));
        assertThat(priced.totals().gross())
                .isEqualTo(priced.totals().net().add(priced.totals().tax()));
        assertThat(priced.totals().discount()).isNotNegative();
        assertThat(priced.totals().net()).isEqualTo(netAfterDiscount(items, currency, orderDiscount));
        assertThat(priced.lines()).allSatisfy(line -> {
            assertThat(line.net()).isNotNegative();
            assertThat(line.net().scale()).isEqualTo(currency.getDefaultFractionDigits());
            assertThat(line.tax()).isNotNegative();
        });
    }

    /** The policy once more, in other words: the order's discount is rounded once, off the sum of the rounded lines. */
    private static BigDecimal netAfterDiscount(List<Item> items, Currency currency, BigDecimal discount) {
        int digits = currency.getDefaultFractionDigits();
        BigDecimal nets = items.stream()
                .map(i -> i.unitPrice()
                        .multiply(i.quantity().value())
                        .multiply(new BigDecimal("100").subtract(i.discountPercent()))
                        .divide(new BigDecimal("100"), digits, RoundingMode.HALF_UP))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return nets.subtract(nets.multiply(discount).divide(new BigDecimal("100"), digits, RoundingMode.HALF_UP));
    }

    private static Item randomItem(Random random, Currency currency) {
        BigDecimal price = BigDecimal.valueOf(random.nextLong(1_000_000), currency.getDefaultFractionDigits());
        BigDecimal discount = random.nextBoolean() ? percent("0") : BigDecimal.valueOf(random.nextInt(10_001), 2);
        String tax = List.of("0.00", "7.00", "19.00", "8.10").get(random.nextInt(4));
        return new Item(
                UUID.randomUUID(),
                "SKU",
                "Widget",
                Quantity.of(1 + random.nextInt(1000)),
                price,
                discount,
                new BigDecimal(tax),
                null);
    }

    private static BigDecimal sum(Priced priced, java.util.function.Function<SalesOrder.Line, BigDecimal> amount) {
        return priced.lines().stream().map(amount).reduce(BigDecimal::add).orElseThrow();
    }

    private static SalesOrder.Line one(Currency currency, Item item, String discount) {
        return Pricing.price(currency, List.of(item), percent(discount)).lines().getFirst();
    }

    private static Item item(long quantity, String price, String discount, String tax) {
        return new Item(
                UUID.randomUUID(),
                "SKU",
                "Widget",
                Quantity.of(quantity),
                amount(price),
                percent(discount),
                new BigDecimal(tax),
                null);
    }

    private static BigDecimal amount(String amount) {
        return new BigDecimal(amount);
    }

    private static List<BigDecimal> amounts(String... amounts) {
        return java.util.Arrays.stream(amounts).map(BigDecimal::new).toList();
    }

    private static BigDecimal percent(String percent) {
        return new BigDecimal(percent);
    }
}
