package dev.erp.chassis.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirewallTest {

    /** What Spring Security's own firewall allows in headers and names of parameters. */
    private static final Pattern ALLOWED = Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*");

    @Test
    void of_all_characters_it_allows_the_same_as_the_rule_that_it_replaces() {
        IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
                .mapToObj(Character::toString)
                .forEach(text -> assertThat(Firewall.isText(text))
                        .as("U+%04X", text.codePointAt(0))
                        .isEqualTo(ALLOWED.matcher(text).matches()));
    }

    @Test
    void one_bad_character_anywhere_spoils_the_text() {
        assertThat(Firewall.isText("plain, with ümläuts and 😀")).isTrue();
        assertThat(Firewall.isText("")).isTrue();
        assertThat(Firewall.isText("ends badly\u0000")).isFalse();
        assertThat(Firewall.isText("ümläut and\nline")).isFalse();
    }
}
