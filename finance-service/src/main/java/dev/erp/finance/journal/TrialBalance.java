package dev.erp.finance.journal;

import dev.erp.chassis.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;

/**
 * What the accounts say on a day: everything booked up to it, that day included.
 *
 * @param totals one per currency; debit and credit are equal
 */
@Schema(name = "TrialBalance")
record TrialBalance(@Schema(example = "2026-11-30") LocalDate on, List<Line> accounts, List<Total> totals) {

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
