package dev.erp.purchasing.order;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;

/** Net, tax and gross; of a line, or sums of those of lines. */
record Amounts(BigDecimal net, BigDecimal tax, BigDecimal gross) {

    /** Of so much at this price, each rounded half up to the currency's minor units. */
    static Amounts of(Quantity quantity, BigDecimal unitPrice, BigDecimal taxRate, Currency currency) {
        Money net = Money.rounded(unitPrice.multiply(quantity.value()), currency);
        Money tax = net.percent(taxRate);
        return new Amounts(net.amount(), tax.amount(), net.plus(tax).amount());
    }

    static Amounts sum(List<Amounts> parts, Currency currency) {
        BigDecimal zero = Money.zero(currency).amount();
        return parts.stream().reduce(new Amounts(zero, zero, zero), Amounts::plus);
    }

    private Amounts plus(Amounts other) {
        return new Amounts(net.add(other.net), tax.add(other.tax), gross.add(other.gross));
    }
}
