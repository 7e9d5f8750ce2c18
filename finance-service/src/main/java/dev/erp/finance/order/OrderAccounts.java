package dev.erp.finance.order;

import dev.erp.finance.credit.CreditNote;
import dev.erp.finance.invoice.Invoice;
import dev.erp.finance.invoice.InvoiceLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The invoices of the orders of a set in their latest editions, and the credit notes by return, while the set is decided. */
final class OrderAccounts {

    private final Map<UUID, OrderAccount> byInvoice = new HashMap<>();
    private final Map<UUID, OrderAccount> byOrder = new HashMap<>();
    private final Map<UUID, CreditNote> byReturn = new HashMap<>();

    private OrderAccounts() {}

    /**
     * @param invoices in every edition
     * @param notes all credit notes of these invoices
     */
    static OrderAccounts of(List<Invoice> invoices, Map<UUID, List<InvoiceLine>> lines, List<CreditNote> notes) {
        OrderAccounts accounts = new OrderAccounts();
        for (Invoice invoice : invoices) {
            OrderAccount account = new OrderAccount(invoice, lines.getOrDefault(invoice.id(), List.of()));
            accounts.byInvoice.put(invoice.id(), account);
            accounts.byOrder.merge(
                    invoice.orderId(),
                    account,
                    (a, b) ->
                            a.invoice().terms().edition() > b.invoice().terms().edition() ? a : b);
        }
        notes.forEach(note -> accounts.add(accounts.byInvoice.get(note.terms().invoiceId()), note));
        return accounts;
    }

    boolean has(Invoice invoice) {
        return byInvoice.containsKey(invoice.id());
    }

    /** The latest edition, or null. */
    OrderAccount ofOrder(UUID orderId) {
        return byOrder.get(orderId);
    }

    /** The credit note for a return, void ones included, or null. */
    CreditNote ofReturn(UUID returnId) {
        return byReturn.get(returnId);
    }

    void add(OrderAccount account, CreditNote note) {
        account.add(note);
        if (note.terms().of().returnId() != null) {
            byReturn.put(note.terms().of().returnId(), note);
        }
    }
}
