package dev.erp.standalone.check;

import java.util.BitSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of the sent invoices of a year are 1, 2, 3 and so on; none twice. So are those of credit notes and of bills. */
final class InvoiceNumbersHaveNoGaps implements Guarantee {
    private static final Pattern NUMBER = Pattern.compile("(?<series>(INV|CRN|BILL)-\\d{4})-(?<position>\\d{6,9})");

    private static final Set<String> NUMBERED =
            Set.of("finance.invoice.sent", "finance.credit-note.sent", "finance.bill.sent");

    private final Finding.Builder found =
            new Finding.Builder("numbers of invoices, credit notes and bills have no gaps and no doubles");
    private final TreeMap<String, BitSet> series = new TreeMap<>();

    @Override
    public void see(Event event) {
        if (!NUMBERED.contains(event.kind())) {
            return;
        }
        found.checked();
        Matcher number = NUMBER.matcher(event.text("number"));
        if (!number.matches() || Integer.parseInt(number.group("position")) == 0) {
            found.violation("\"%s\" of %s is no invoice number".formatted(event.text("number"), event.key()));
            return;
        }
        BitSet taken = series.computeIfAbsent(number.group("series"), key -> new BitSet());
        int position = Integer.parseInt(number.group("position"));
        if (taken.get(position)) {
            found.violation("%s is given twice".formatted(number.group()));
        }
        taken.set(position);
    }

    @Override
    public Finding finding(Services services) {
        series.forEach((name, taken) -> {
            // from gap to gap, not from number to number: one wrong event can make a gap of a thousand million
            int expected = 1;
            while (expected < taken.length()) {
                int next = taken.nextSetBit(expected);
                if (next > expected) {
                    found.violation(missing(name, expected, next - 1));
                }
                expected = taken.nextClearBit(next);
            }
        });
        return found.build();
    }

    private static String missing(String series, int first, int last) {
        return first == last
                ? "%s-%06d is missing".formatted(series, first)
                : "%s-%06d to %06d are missing".formatted(series, first, last);
    }
}
