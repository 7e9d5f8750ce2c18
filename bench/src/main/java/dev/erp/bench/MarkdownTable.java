package dev.erp.bench;

import java.util.ArrayList;
import java.util.List;

/** A table that reads well on a terminal and as Markdown. The first column is aligned to the left, the others to the right. */
final class MarkdownTable {
    private final List<List<String>> rows = new ArrayList<>();

    MarkdownTable(String... header) {
        rows.add(List.of(header));
    }

    MarkdownTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    @Override
    public String toString() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(Math.max(widths[i], 3), row.get(i).length());
            }
        }
        var text = new StringBuilder();
        append(text, rows.getFirst(), widths);
        for (int i = 0; i < columns; i++) {
            text.append('|').append("-".repeat(widths[i] + 1)).append(i == 0 ? '-' : ':');
        }
        text.append("|\n");
        rows.stream().skip(1).forEach(row -> append(text, row, widths));
        return text.toString();
    }

    private static void append(StringBuilder text, List<String> row, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            text.append("| ")
                    .append(i == 0 ? row.get(i) + padding : padding + row.get(i))
                    .append(' ');
        }
        text.append("|\n");
    }
}
