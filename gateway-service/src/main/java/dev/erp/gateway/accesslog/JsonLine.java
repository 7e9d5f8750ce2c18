package dev.erp.gateway.accesslog;

import java.util.HexFormat;

/**
 * One JSON object on one line, in ASCII: whatever a text holds (line ends of any alphabet, quotes, terminal controls), it neither ends
 * the line nor its own quotes.
 */
final class JsonLine {

    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder line = new StringBuilder(384).append('{');

    /** Nothing for null; the rest of a text that is longer than this many characters is left out. */
    JsonLine text(String name, String value, int maxLength) {
        if (value == null) {
            return this;
        }
        name(name).append('"');
        int end = Math.min(value.length(), maxLength);
        for (int i = 0; i < end; i++) {
            append(value.charAt(i));
        }
        line.append('"');
        return this;
    }

    JsonLine number(String name, long value) {
        name(name).append(value);
        return this;
    }

    private StringBuilder name(String name) {
        if (line.length() > 1) {
            line.append(',');
        }
        return line.append('"').append(name).append("\":");
    }

    private void append(char c) {
        if (c == '"' || c == '\\') {
            line.append('\\').append(c);
        } else if (c >= ' ' && c <= '~') {
            line.append(c);
        } else {
            line.append("\\u").append(HEX.toHexDigits(c));
        }
    }

    @Override
    public String toString() {
        return line + "}";
    }
}
