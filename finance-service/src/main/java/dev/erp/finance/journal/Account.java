package dev.erp.finance.journal;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The chart of accounts: small, and the same as in the table {@code account}. */
public enum Account {
    BANK("1000", "Bank", Type.ASSET),
    CASH("1010", "Cash", Type.ASSET),
    RECEIVABLES("1200", "Accounts receivable", Type.ASSET),
    INPUT_TAX("1300", "Input tax", Type.ASSET),
    GOODS("1400", "Goods received", Type.ASSET),
    PAYABLES("2000", "Accounts payable", Type.LIABILITY),
    CUSTOMER_CREDITS("2100", "Customer credits", Type.LIABILITY),
    OUTPUT_TAX("2200", "Output tax", Type.LIABILITY),
    SALES("4000", "Sales", Type.INCOME);

    /** What an account is for. */
    public enum Type {
        ASSET,
        LIABILITY,
        INCOME;

        /** As on the wire. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String code;
    private final String title;
    private final Type type;

    Account(String code, String title, Type type) {
        this.code = code;
        this.title = title;
        this.type = type;
    }

    /** Four digits. */
    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    public Type type() {
        return type;
    }

    /** @throws IllegalArgumentException for a code that no account has */
    static Account ofCode(String code) {
        for (Account account : values()) {
            if (account.code.equals(code)) {
                return account;
            }
        }
        throw new IllegalArgumentException("no account " + code);
    }
}
