package dev.erp.gateway.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonLineTest {

    @Test
    void whatever_a_text_holds_it_is_one_line_of_printable_ascii_and_means_the_same() {
        var all = new StringBuilder();
        for (int c = 0; c < Character.MIN_SURROGATE; c++) {
            all.append((char) c);
        }
        for (int c = Character.MAX_SURROGATE + 1; c <= Character.MAX_VALUE; c++) {
            all.append((char) c);
        }
        all.appendCodePoint(0x1F511);

        String line = new JsonLine().text("text", all.toString(), all.length()).toString();

        assertThat(line.chars()).allMatch(c -> c >= ' ' && c <= '~');
        assertThat(new JsonMapper().readTree(line).path("text").asString()).isEqualTo(all.toString());
    }

    @Test
    void a_long_text_is_cut_and_none_is_left_out() {
        assertThat(new JsonLine()
                        .text("cut", "abcdef", 3)
                        .text("none", null, 3)
                        .number("n", -1)
                        .toString())
                .isEqualTo("""
                           {"cut":"abc","n":-1}""");
    }
}
