package dev.erp.audit.trail;

import dev.erp.chassis.event.EventJson;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a record is found by: the words of its texts in lower case; names, numbers of documents, SKUs, reasons. Ids, amounts and times
 * are not words: there are filters for them, or nobody searches for them.
 */
final class Words {

    /** Of one record, so that no event makes the index large. */
    private static final int MAX_WORDS = 64;

    private static final int MAX_LENGTH = 40;
    private static final int MIN_LENGTH = 2;
    private static final int UUID_LENGTH = 36;

    private Words() {}

    /** Separated by spaces; null when there is none. */
    static String of(AuditRecord record) {
        Set<String> words = new LinkedHashSet<>();
        add(words, record.circumstances().reason());
        add(words, record.actor().name());
        if (record.isText()) {
            addStrings(words, record.data());
        }
        return words.isEmpty() ? null : String.join(" ", words);
    }

    /** A search for all these words, each of which may be the beginning of one; null when the text has none. */
    static String query(String text) {
        Set<String> words = new LinkedHashSet<>();
        add(words, text);
        return words.isEmpty()
                ? null
                : words.stream().map(word -> "'" + word + "':*").collect(Collectors.joining(" & "));
    }

    private static void addStrings(Set<String> words, byte[] json) {
        try (JsonParser parser = EventJson.MAPPER.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null && words.size() < MAX_WORDS; ) {
                if (token == JsonToken.VALUE_STRING) {
                    add(words, parser.getString());
                }
                token = parser.nextToken();
            }
        } catch (JacksonException e) {
            // the body is no JSON: what was read of it so far is all there is
            return;
        }
    }

    private static void add(Set<String> words, String text) {
        if (text == null || isOther(text)) {
            return;
        }
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && isPart(text.charAt(i))) {
                start = start < 0 ? i : start;
            } else if (start >= 0) {
                addWord(words, text.substring(start, i));
                start = -1;
            }
        }
    }

    private static void addWord(Set<String> words, String word) {
        if (words.size() < MAX_WORDS && word.length() >= MIN_LENGTH) {
            words.add(word.substring(0, Math.min(word.length(), MAX_LENGTH)).toLowerCase(Locale.ROOT));
        }
    }

    /** Dashes and the like hold the parts of a number, a SKU or an address together. */
    private static boolean isPart(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.' || c == '@';
    }

    /** An id, an amount, a date or a time. */
    private static boolean isOther(String text) {
        if (text.isEmpty() || text.length() == UUID_LENGTH && text.charAt(8) == '-' && text.charAt(23) == '-') {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && ".:-+TZ".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }
}
