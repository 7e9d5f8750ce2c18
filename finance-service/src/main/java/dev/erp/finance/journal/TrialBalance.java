package dev.erp.finance.journal;

import dev.erp.chassis.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;

/**
 * What the accounts say on a day: everything booked up to it, that day included.
 *
 * @param totals one per currency; debit and credit are equal
 * @param inBase the same in the base currency
 */
@Schema(name = "TrialBalance")
record TrialBalance(
        @Schema(example = "2026-11-30") LocalDate on, List<Line> accounts, List<Total> totals, InBase inBase) {

    /**
     * What is booked in any currency, each posting at the rate of its entry, rounded half up to the minor units of the base currency.
     *
     * @param total debit and credit are equal
     * @param withoutRate what is left out, because its entries were booked before documents carried rates: one per currency
     */
    @Schema(name = "TrialBalanceInBase")
    record InBase(List<Line> accounts, Total total, List<Total> withoutRate) {}

    /**
     * An account in one currency.
     *
     * @param balance debit - credit
     */
    @Schema(name = "TrialBalanceAccount")
    record Line(
            @Schema(example = "1200") String code,
            @Schema(example = "Accounts receivable") String name,
            @Schema(example = "asset") Account.Type type,
            @Schema(example = "EUR 242.68") Money debit,
            @Schema(example = "EUR 100.00") Money credit,
            @Schema(example = "EUR 142.68") Money balance) {}

    @Schema(name = "TrialBalanceTotal")
    record Total(
            @Schema(example = "EUR 342.68") Money debit,
            @Schema(example = "EUR 342.68") Money credit) {}
}
