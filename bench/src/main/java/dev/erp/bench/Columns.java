package dev.erp.bench;

import dev.erp.bench.Measured.Variant;
import java.util.List;
import java.util.function.Function;

/** The cells of a row that says one thing of each variant. */
final class Columns {
    private Columns() {}

    static String[] of(String name, List<Variant> variants, Function<Variant, String> value) {
        String[] cells = new String[variants.size() + 1];
        cells[0] = name;
        for (int i = 0; i < variants.size(); i++) {
            cells[i + 1] = value.apply(variants.get(i));
        }
        return cells;
    }
}
