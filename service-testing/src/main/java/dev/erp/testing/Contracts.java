package dev.erp.testing;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contracts of the events: the schemas and examples of event-contracts, and whether an event keeps them. */
public final class Contracts {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static final String BASE = "https://erp.local/event-contracts/";
    private static final String FOLDER = "event-contracts/";
    private static final String SUFFIX = ".schema.json";

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build())
                    .schemaIdResolvers(ids -> ids.mapPrefix(BASE, "classpath:" + FOLDER)));
    private static final SortedSet<String> TYPES = findTypes();
    private static final Map<String, Schema> BY_TYPE = new ConcurrentHashMap<>();

    private Contracts() {}

    /** All event types that have a schema. */
    public static SortedSet<String> types() {
        return TYPES;
    }

    /** The examples of a type, each as JSON; at least one. */
    public static List<String> examples(String type) {
        List<String> examples = new ArrayList<>();
        JSON.readTree(read(path(type) + ".examples.json")).forEach(example -> examples.add(example.toString()));
        if (examples.isEmpty()) {
            throw new IllegalStateException(type + " has no example");
        }
        return examples;
    }

    /** What is wrong with the data of an event; empty when nothing is. */
    public static List<String> errors(String type, byte[] data) {
        if (!TYPES.contains(type)) {
            return List.of("there is no schema for the type " + type);
        }
        if (data == null) {
            return List.of("the data of " + type + " is missing");
        }
        Schema schema = BY_TYPE.computeIfAbsent(
                type, t -> SCHEMAS.getSchema(SchemaLocation.of(BASE + t.split("\\.")[0] + "/" + t + SUFFIX)));
        JsonNode json = JSON.readTree(data);
        return schema.validate(json).stream()
                .map(error -> "%s %s: %s".formatted(type, error.getInstanceLocation(), error.getMessage()))
                .toList();
    }

    /** What is wrong with events that a service published: data, headers, and the order within each aggregate. */
    static List<String> violations(List<RecordedEvent> events) {
        List<String> violations = new ArrayList<>();
        for (RecordedEvent event : events) {
            List<String> errors = new ArrayList<>(Envelope.errors(event));
            if (event.type() != null) {
                errors.addAll(errors(event.type(), event.body()));
            }
            errors.forEach(error -> violations.add(error + " in " + event));
        }
        violations.addAll(Envelope.sequenceErrors(events));
        return violations;
    }

    static String read(String path) {
        try (InputStream in = Contracts.class.getResourceAsStream("/" + FOLDER + path)) {
            if (in == null) {
                throw new IllegalArgumentException("event-contracts has no " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String path(String type) {
        return type.split("\\.")[0] + "/" + type;
    }

    private static SortedSet<String> findTypes() {
        try {
            SortedSet<String> types = new TreeSet<>();
            var found = new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:" + FOLDER + "*/*.*.*.v*" + SUFFIX);
            for (Resource resource : found) {
                String file = resource.getFilename();
                types.add(file.substring(0, file.length() - SUFFIX.length()));
            }
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
