package dev.erp.chassis.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.erp.chassis.money.MoneyJson;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How event data becomes JSON and back: tolerant of unknown fields, bounded in depth and size. */
public final class EventJson {

    static final int MAX_NESTING = 32;
    static final int MAX_STRING_LENGTH = 1_000_000;

    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxStringLength(MAX_STRING_LENGTH)
                            .maxNumberLength(60)
                            .build())
                    .build())
            .addModule(new MoneyJson())
            .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private EventJson() {}

    /** JSON of event data; a String is taken to be JSON already. */
    public static String write(Object data) {
        return data instanceof String json ? json : MAPPER.writeValueAsString(data);
    }
}
