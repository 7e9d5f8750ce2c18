package dev.erp.standalone.check;

import java.util.BitSet;
import java.util.TreeMap;

/** The numbers of the sent invoices of a year are 1, 2, 3 and so on; none twice. */
final class InvoiceNumbersHaveNoGaps implements Guarantee {
    private final Finding.Builder found = new Finding.Builder("invoice numbers have no gaps and no doubles");
    private final TreeMap<String, BitSet> series = new TreeMap<>();

    @Override
    public void see(Event event) {
        if (!event.kind().equals("finance.invoice.sent")) {
            return;
        }
        found.checked();
        String number = event.text("number");
        int dash = number.lastIndexOf('-');
        if (dash < 0 || !number.substring(dash + 1).matches("\\d{1,9}")) {
            found.violation("\"%s\" is no invoice number".formatted(number));
            return;
        }
        BitSet taken = series.computeIfAbsent(number.substring(0, dash), key -> new BitSet());
        int position = Integer.parseInt(number.substring(dash + 1));
        if (taken.get(position)) {
            found.violation("%s is given twice".formatted(number));
        }
        taken.set(position);
    }

    @Override
    public Finding finding(Services services) {
        series.forEach((name, taken) -> {
            for (int gap = taken.nextClearBit(1); gap < taken.length(); gap = taken.nextClearBit(gap + 1)) {
                found.violation("%s-%06d is missing".formatted(name, gap));
            }
        });
        return found.build();
    }
}
