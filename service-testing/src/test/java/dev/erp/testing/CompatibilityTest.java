package dev.erp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.JsonNode;

/** No schema breaks what was released, and the comparison that says so can tell. */
class CompatibilityTest {

    private static final String RELEASED = """
            {"type":"object","required":["a"],"properties":{
              "a":{"type":"string","maxLength":10,"pattern":"^x"},
              "b":{"enum":["one","two"]},
              "c":{"type":"array","maxItems":5,"items":{"type":"object","properties":{"d":{"type":"integer","minimum":0}}}},
              "e":{"anyOf":[{"type":"string"},{"type":"null"}]}}}
            """;

    static List<String> releasedSchemas() throws IOException {
        return Arrays.stream(new PathMatchingResourcePatternResolver()
                        .getResources("classpath*:event-contracts/released/*/*.schema.json"))
                .map(Resource::getFilename)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("releasedSchemas")
    void a_released_contract_is_kept(String file) {
        String path = file.substring(0, file.indexOf('.')) + "/" + file;

        assertThat(Compatibility.breaks(
                        References.in("released/").load(path), References.in("").load(path)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    "b":{"enum":["one","two"]},       ; ''                                   ; /b: removed
                    "maxLength":10                    ; "maxLength":9                        ; /a: lower maxLength
                    "^x"                              ; "^y"                                 ; /a: another pattern
                    "maxItems":5                      ; "maxItems":5,"minItems":1            ; /c: higher minItems
                    ["one","two"]                     ; ["one"]                              ; /b: fewer values
                    {"type":"integer","minimum":0}    ; {"type":"integer","minimum":1}       ; /c/[]/d: higher minimum
                    {"type":"integer","minimum":0}    ; {"type":"string"}                    ; /c/[]/d: another type
                    "required":["a"]                  ; "required":["a","b"]                 ; /b: became required
                    "required":["a"]                  ; "required":[]                        ; /a: no longer promised
                    [{"type":"string"},{"type":"null"}] ; [{"type":"string"}]                ; /e: fewer alternatives
                    "type":"object","required"        ; "type":"object","additionalProperties":false,"required" ; : another additionalProperties
                    """)
    void a_breaking_change_is_named(String before, String after, String named) {
        assertThat(RELEASED).contains(before);
        assertThat(Compatibility.breaks(json(RELEASED), json(RELEASED.replace(before, after))))
                .containsExactly(named);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    "b":{"enum"        ; "new":{"type":"string"},"b":{"enum"
                    "maxLength":10     ; "maxLength":20
                    ,"pattern":"^x"    ; ''
                    ["one","two"]      ; ["one","two","three"]
                    ,"minimum":0       ; ''
                    """)
    void a_widening_change_is_none_of_our_business(String before, String after) {
        assertThat(RELEASED).contains(before);
        assertThat(Compatibility.breaks(json(RELEASED), json(RELEASED.replace(before, after))))
                .isEmpty();
    }

    @Test
    void a_narrowed_shared_definition_breaks_every_event_that_refers_to_it() {
        JsonNode released = json("{\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"type\":\"number\"}}}");
        JsonNode narrowed = json("{\"$ref\":\"#/$defs/n\",\"$defs\":{\"n\":{\"type\":\"number\",\"minimum\":0}}}");
        assertThat(Compatibility.breaks(released, narrowed)).containsExactly(": higher minimum");
    }

    private static JsonNode json(String text) {
        return Contracts.JSON.readTree(text);
    }
}
