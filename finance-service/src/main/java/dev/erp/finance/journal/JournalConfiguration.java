package dev.erp.finance.journal;

import dev.erp.chassis.telemetry.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What must hold of the journal at any time. */
@Configuration(proxyBeanMethods = false)
class JournalConfiguration {

    @Bean
    Invariant receivablesAreWhatCustomersOwe() {
        return new Invariant("receivables_in_the_journal_are_what_the_invoices_say", """
            SELECT coalesce(booked.currency, owed.currency) || ': journal ' || coalesce(booked.amount, 0) || ', invoices '
                   || coalesce(owed.amount, 0)
              FROM (SELECT currency, sum(CASE WHEN debit = '1200' THEN amount ELSE -amount END) AS amount
                      FROM journal_posting JOIN journal_entry ON journal_entry.id = entry_id
                     WHERE '1200' IN (debit, credit) GROUP BY currency) AS booked
              FULL JOIN (SELECT currency, sum(gross - credited - paid) AS amount
                           FROM invoice WHERE sent_at IS NOT NULL GROUP BY currency) AS owed USING (currency)
             WHERE coalesce(booked.amount, 0) <> coalesce(owed.amount, 0)
            """);
    }

    @Bean
    Invariant payablesAreWhatSuppliersAreOwed() {
        return new Invariant("payables_in_the_journal_are_what_the_bills_say", """
            SELECT coalesce(booked.currency, owed.currency) || ': journal ' || coalesce(booked.amount, 0) || ', bills '
                   || coalesce(owed.amount, 0)
              FROM (SELECT currency, sum(CASE WHEN credit = '2000' THEN amount ELSE -amount END) AS amount
                      FROM journal_posting JOIN journal_entry ON journal_entry.id = entry_id
                     WHERE '2000' IN (debit, credit) GROUP BY currency) AS booked
              FULL JOIN (SELECT currency, sum(gross - paid) AS amount
                           FROM bill WHERE sent_at IS NOT NULL GROUP BY currency) AS owed USING (currency)
             WHERE coalesce(booked.amount, 0) <> coalesce(owed.amount, 0)
            """);
    }

    @Bean
    Invariant customerCreditsAreWhatCustomersHave() {
        return new Invariant("customer_credits_in_the_journal_are_what_customers_have", """
            SELECT coalesce(booked.currency, kept.currency) || ': journal ' || coalesce(booked.amount, 0) || ', credits '
                   || coalesce(kept.amount, 0)
              FROM (SELECT currency, sum(CASE WHEN credit = '2100' THEN amount ELSE -amount END) AS amount
                      FROM journal_posting JOIN journal_entry ON journal_entry.id = entry_id
                     WHERE '2100' IN (debit, credit) GROUP BY currency) AS booked
              FULL JOIN (SELECT currency, sum(balance) AS amount FROM customer_credit GROUP BY currency) AS kept
                   USING (currency)
             WHERE coalesce(booked.amount, 0) <> coalesce(kept.amount, 0)
            """);
    }

    @Bean
    Invariant everyEntryHasPostings() {
        return new Invariant("every_journal_entry_has_postings", """
            SELECT id || ': ' || kind FROM journal_entry
             WHERE NOT EXISTS (SELECT FROM journal_posting WHERE entry_id = id)
            """);
    }
}
