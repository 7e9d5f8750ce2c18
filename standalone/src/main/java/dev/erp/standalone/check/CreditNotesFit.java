package dev.erp.standalone.check;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is credited of an invoice is never more than it is over, and a return is credited once. */
final class CreditNotesFit implements Guarantee {
    private record Note(String invoice, BigDecimal gross) {}

    private final Finding.Builder found =
            new Finding.Builder("credited is never above invoiced, and no return is credited twice");
    private final Map<String, BigDecimal> invoiced = new HashMap<>();
    private final Map<String, Note> notes = new HashMap<>();
    private final Map<String, Set<String>> byReturn = new HashMap<>();

    @Override
    public void see(Event event) {
        switch (event.kind()) {
            case "finance.invoice.drafted" -> invoiced.put(event.key(), new BigDecimal(event.text("gross")));
            case "finance.credit-note.drafted" -> {
                found.checked();
                notes.put(event.key(), new Note(event.text("invoiceId"), new BigDecimal(event.text("gross"))));
                if (!event.text("returnId").isEmpty()) {
                    byReturn.computeIfAbsent(event.text("returnId"), id -> new HashSet<>())
                            .add(event.key());
                }
            }
            case "finance.credit-note.voided" -> notes.remove(event.key());
            default -> {}
        }
    }

    @Override
    public Finding finding(Services services) {
        Map<String, BigDecimal> credited = new HashMap<>();
        notes.values().forEach(note -> credited.merge(note.invoice, note.gross, BigDecimal::add));
        credited.forEach((invoice, sum) -> {
            BigDecimal gross = invoiced.get(invoice); // the topic may have forgotten the draft
            if (gross != null && sum.compareTo(gross) > 0) {
                found.violation("invoice %s is over %s, credited of it %s".formatted(invoice, gross, sum));
            }
        });
        byReturn.forEach((id, ids) -> {
            if (ids.size() > 1) {
                found.violation("return %s has %d credit notes".formatted(id, ids.size()));
            }
        });
        return found.build();
    }
}
