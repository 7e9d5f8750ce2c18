package dev.erp.audit.trail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What is left of a month of the trail that was removed: where each of its chains began and ended. What is signed is {@link #content}.
 *
 * @param number from 1 without gaps: the oldest month goes first
 */
record Stub(long number, String partition, Instant removedAt, String kid, List<Range> ranges) {

    /**
     * @param first position that was removed
     * @param last position that was removed
     * @param before the hash of the record before the first one
     * @param hash of the last one, on which the first record that is left builds
     */
    record Range(int chain, long first, long last, byte[] before, byte[] hash) {}

    private static final String FORMAT = "erp-audit-stub-1";
    private static final int HEAD_LINES = 5;
    private static final HexFormat HEX = HexFormat.of();

    String content() {
        StringBuilder text = new StringBuilder(FORMAT + "\n");
        text.append("number ").append(number).append('\n');
        text.append("partition ").append(partition).append('\n');
        text.append("removed ").append(removedAt).append('\n');
        text.append("key ").append(kid).append('\n');
        for (Range range : ranges) {
            text.append("chain ")
                    .append(range.chain)
                    .append(' ')
                    .append(range.first)
                    .append(' ')
                    .append(range.last);
            text.append(' ').append(HEX.formatHex(range.before)).append(' ').append(HEX.formatHex(range.hash));
            text.append('\n');
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException when the text is no stub */
    static Stub parse(String content) {
        String[] lines = content.split("\n", -1);
        if (lines.length <= HEAD_LINES || !lines[0].equals(FORMAT) || !lines[lines.length - 1].isEmpty()) {
            throw new IllegalArgumentException("no stub");
        }
        List<Range> ranges = new ArrayList<>();
        for (int i = HEAD_LINES; i < lines.length - 1; i++) {
            String[] range = lines[i].split(" ", -1);
            if (range.length != 6 || !range[0].equals("chain")) {
                throw new IllegalArgumentException("no range of a chain: " + lines[i]);
            }
            ranges.add(new Range(
                    Integer.parseInt(range[1]),
                    Long.parseLong(range[2]),
                    Long.parseLong(range[3]),
                    HEX.parseHex(range[4]),
                    HEX.parseHex(range[5])));
        }
        try {
            return new Stub(
                    Long.parseLong(Checkpoint.value(lines[1], "number")),
                    Checkpoint.value(lines[2], "partition"),
                    Instant.parse(Checkpoint.value(lines[3], "removed")),
                    Checkpoint.value(lines[4], "key"),
                    ranges);
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("no time in a stub", e);
        }
    }
}
