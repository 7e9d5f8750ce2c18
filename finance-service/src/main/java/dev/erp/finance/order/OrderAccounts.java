package dev.erp.finance.order;

import dev.erp.finance.credit.CreditNote;
import dev.erp.finance.invoice.Invoice;
import dev.erp.finance.invoice.InvoiceLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The invoices of the orders of a set in their latest editions, and the credit notes by return, while the set is decided. */
final class OrderAccounts {

    private static final Comparator<OrderAccount> LATEST_FIRST = Comparator.comparing(
                    (OrderAccount account) -> account.invoice().terms().edition())
            .reversed();

    private final Map<UUID, OrderAccount> byInvoice = new HashMap<>();
    private final Map<UUID, List<OrderAccount>> byOrder = new HashMap<>();
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
            accounts.byOrder
                    .computeIfAbsent(invoice.orderId(), order -> new ArrayList<>())
                    .add(account);
        }
        accounts.byOrder.values().forEach(all -> all.sort(LATEST_FIRST));
        notes.forEach(note -> accounts.add(accounts.byInvoice.get(note.terms().invoiceId()), note));
        return accounts;
    }

    boolean has(Invoice invoice) {
        return byInvoice.containsKey(invoice.id());
    }

    /** The latest edition that counts; the latest at all when none does; null when there is no invoice. */
    OrderAccount ofOrder(UUID orderId) {
        List<OrderAccount> counting = counting(orderId);
        if (!counting.isEmpty()) {
            return counting.getFirst();
        }
        List<OrderAccount> all = byOrder.getOrDefault(orderId, List.of());
        return all.isEmpty() ? null : all.getFirst();
    }

    /** All that are not void, the latest first: more than one when some were drafted by hand. */
    List<OrderAccount> counting(UUID orderId) {
        return byOrder.getOrDefault(orderId, List.of()).stream()
                .filter(account -> !account.isVoid())
                .toList();
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
