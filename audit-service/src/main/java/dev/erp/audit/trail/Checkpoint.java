package dev.erp.audit.trail;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Where every chain stood at one moment. What is signed is {@link #content}: lines of text that a person can read and that any
 * program can check.
 *
 * @param number from 1 without gaps
 * @param kid of the key that signs it
 * @param previous SHA-256 of the content of the checkpoint before, so that none can be left out
 */
record Checkpoint(long number, UUID id, Instant createdAt, String kid, byte[] previous, List<Head> heads) {

    /** Where one chain stood. */
    record Head(int chain, long position, byte[] hash) {}

    private static final String FORMAT = "erp-audit-checkpoint-1";
    private static final int HEAD_LINES = 6;
    private static final HexFormat HEX = HexFormat.of();

    /** The next one, of heads in the order of chains. */
    static Checkpoint after(String contentOrNull, long number, UUID id, Instant now, String kid, List<Head> heads) {
        return new Checkpoint(number, id, now, kid, digest(contentOrNull), heads);
    }

    /** What stands for a checkpoint in the next one. */
    static byte[] digest(String contentOrNull) {
        return contentOrNull == null
                ? HashChain.genesis()
                : HashChain.sha256().digest(contentOrNull.getBytes(StandardCharsets.UTF_8));
    }

    String content() {
        StringBuilder text = new StringBuilder(FORMAT + "\n");
        text.append("number ").append(number).append('\n');
        text.append("id ").append(id).append('\n');
        text.append("created ").append(createdAt).append('\n');
        text.append("key ").append(kid).append('\n');
        text.append("previous ").append(HEX.formatHex(previous)).append('\n');
        for (Head head : heads) {
            text.append("chain ")
                    .append(head.chain)
                    .append(' ')
                    .append(head.position)
                    .append(' ');
            text.append(HEX.formatHex(head.hash)).append('\n');
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException when the text is no checkpoint */
    static Checkpoint parse(String content) {
        String[] lines = content.split("\n", -1);
        if (lines.length <= HEAD_LINES || !lines[0].equals(FORMAT) || !lines[lines.length - 1].isEmpty()) {
            throw new IllegalArgumentException("no checkpoint");
        }
        List<Head> heads = new ArrayList<>();
        for (int i = HEAD_LINES; i < lines.length - 1; i++) {
            String[] head = lines[i].split(" ", -1);
            if (head.length != 4 || !head[0].equals("chain")) {
                throw new IllegalArgumentException("no head of a chain: " + lines[i]);
            }
            heads.add(new Head(Integer.parseInt(head[1]), Long.parseLong(head[2]), HEX.parseHex(head[3])));
        }
        try {
            return new Checkpoint(
                    Long.parseLong(value(lines[1], "number")),
                    UUID.fromString(value(lines[2], "id")),
                    Instant.parse(value(lines[3], "created")),
                    value(lines[4], "key"),
                    HEX.parseHex(value(lines[5], "previous")),
                    heads);
        } catch (java.time.DateTimeException e) {
            throw new IllegalArgumentException("no time in a checkpoint", e);
        }
    }

    static String value(String line, String name) {
        if (!line.startsWith(name + " ")) {
            throw new IllegalArgumentException("no " + name + " where it belongs");
        }
        return line.substring(name.length() + 1);
    }
}
