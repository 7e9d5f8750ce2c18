package dev.erp.system.fuzz;

import dev.erp.testing.ApiOperation;
import io.kotest.property.Arb;
import io.kotest.property.arbitrary.CollectionsKt;
import io.kotest.property.arbitrary.CombinationsKt;
import io.kotest.property.arbitrary.IntsKt;
import io.kotest.property.arbitrary.MapKt;
import io.kotest.property.arbitrary.StringsKt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import kotlin.ranges.IntRange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Everything that can be wrong with a request for an operation: its body as text and as values, its path, query, headers and method. */
final class Malformations {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Arb.Companion ARB = Arb.Companion;

    /** Texts that have broken somebody's parser, database, template or log before. */
    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "\u0000",
            "\r\nX-Injected: 1",
            "' OR '1'='1",
            "'; DROP TABLE customer; --",
            "%27%20OR%201=1",
            "../../../../etc/passwd",
            "..\\..\\windows\\win.ini",
            "${jndi:ldap://127.0.0.1/a}",
            "{{7*7}}#{7*7}",
            "<script>alert(1)</script>",
            "%s%n%x%d",
            "\uD800",
            "\uFFFE\uFFFF",
            "\u202Eevil",
            "ß\u0301\u0301\u0301",
            "💥".repeat(50),
            "a".repeat(10_000),
            "null",
            "NaN",
            "-0",
            "1e400",
            "0x1F",
            "9".repeat(50),
            "2026-13-45",
            "00000000-0000-0000-0000-000000000000",
            "1-1-1-1-1",
            "*",
            "__proto__");

    private static final List<String> HEADERS = List.of(
            "If-Match",
            "If-None-Match",
            "Idempotency-Key",
            "Prefer",
            "Accept",
            "Accept-Language",
            "Accept-Encoding",
            "Content-Type",
            "Content-Encoding",
            "traceparent",
            "tracestate",
            "X-Request-Id",
            "X-Reason",
            "X-Forwarded-For",
            "Range",
            "Origin",
            "Cookie",
            "Authorization");

    private static final String PRINTABLE =
            " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "X");

    private Malformations() {}

    static Arb<Malformed> of(ApiOperation operation) {
        JsonNode exampleBody = operation.bodyExample().orElse(null);
        String text = exampleBody == null ? null : JSON.writeValueAsString(exampleBody);
        Malformed right = Malformed.of(
                operation.method(),
                operation.unknownPath(),
                text == null ? null : text.getBytes(StandardCharsets.UTF_8));
        List<Arb<Malformed>> kinds = new ArrayList<>();
        kinds.add(header(right));
        kinds.add(method(right));
        kinds.add(parameter(right, operation));
        if (operation.path().contains("{")) {
            kinds.add(segment(right, operation.path()));
        }
        if (text != null) {
            // bodies are where most can be wrong
            kinds.addAll(List.of(brokenText(right, text), value(right, exampleBody), value(right, exampleBody)));
            kinds.addAll(List.of(value(right, exampleBody), field(right, exampleBody), bytes(right)));
        }
        return CombinationsKt.choice(ARB, kinds);
    }

    private static Arb<Malformed> header(Malformed right) {
        return both(
                oneOf(HEADERS), map(texts(), Malformations::printable), (name, value) -> right.withHeader(name, value));
    }

    private static Arb<Malformed> method(Malformed right) {
        return map(oneOf(METHODS), right::withMethod);
    }

    private static Arb<Malformed> parameter(Malformed right, ApiOperation operation) {
        List<String> names = new ArrayList<>(List.of("limit", "cursor", "sort", "q", "surprise", ""));
        names.addAll(operation.queryParameters());
        return both(oneOf(names), texts(), right::withParameter);
    }

    private static Arb<Malformed> segment(Malformed right, String template) {
        return map(
                texts(),
                text -> right.withPath(
                        template.replaceAll(
                                "\\{[^}]+}",
                                java.util.regex.Matcher.quoteReplacement(
                                        Malformed.encoded(text.isEmpty() ? "." : text))),
                        "a segment of the path"));
    }

    private static Arb<Malformed> brokenText(Malformed right, String text) {
        List<String> variants = List.of(
                "",
                "null",
                "[]",
                "{}",
                "[" + text + "]",
                text + text,
                text + ",",
                "\uFEFF" + text,
                "/* comment */" + text,
                text.replace('"', '\''),
                text.replaceFirst(":", ":NaN,\"x\":"),
                text.replaceFirst("\\{", "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + ","),
                text.replaceFirst("\\{", "{\"" + "n".repeat(100_000) + "\":1,"));
        Arb<Malformed> known = map(oneOf(variants), variant -> right.withBody(variant, "the text of the body"));
        Arb<Malformed> cut = map(
                upTo(text.length() - 1), length -> right.withBody(text.substring(0, length), "the end of the body"));
        return CombinationsKt.choice(ARB, List.of(known, cut));
    }

    private static Arb<Malformed> bytes(Malformed right) {
        return map(CollectionsKt.list(ARB, IntsKt.nonNegativeInt(ARB, 255), new IntRange(0, 200)), list -> {
            byte[] random = new byte[list.size()];
            for (int i = 0; i < random.length; i++) {
                random[i] = list.get(i).byteValue();
            }
            return right.withBody(random, "the bytes of the body");
        });
    }

    /** Somewhere in the body stands what nobody expects there. */
    private static Arb<Malformed> value(Malformed right, JsonNode example) {
        List<String> places = new ArrayList<>();
        collect(example, "", places);
        return both(
                oneOf(places),
                values(),
                (place, value) -> right.withBody(
                        JSON.writeValueAsString(replaced(example, place, value)), "the value at " + place));
    }

    /** A field is missing, or there is one too many. */
    private static Arb<Malformed> field(Malformed right, JsonNode example) {
        List<String> places = new ArrayList<>();
        collect(example, "", places);
        Arb<Malformed> missing = map(
                oneOf(places),
                place -> right.withBody(JSON.writeValueAsString(replaced(example, place, null)), "no " + place));
        Arb<Malformed> surprising = both(
                texts(),
                values(),
                (name, value) -> right.withBody(
                        JSON.writeValueAsString(
                                example instanceof ObjectNode object
                                        ? object.deepCopy().set(name, value)
                                        : JsonNodeFactory.instance.objectNode().set(name, value)),
                        "a surprising field"));
        return CombinationsKt.choice(ARB, List.of(missing, surprising));
    }

    private static Arb<JsonNode> values() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ArrayNode many = nodes.arrayNode();
        for (int i = 0; i < 2_000; i++) {
            many.add(i);
        }
        List<JsonNode> odd = List.of(
                nodes.nullNode(),
                nodes.booleanNode(true),
                nodes.numberNode(0),
                nodes.numberNode(-1),
                nodes.numberNode(1.5),
                nodes.numberNode(Long.MAX_VALUE),
                nodes.numberNode(Long.MIN_VALUE),
                nodes.numberNode(new java.math.BigDecimal("1e-50")),
                nodes.numberNode(new java.math.BigDecimal("9e59")),
                nodes.arrayNode(),
                nodes.arrayNode().add(nodes.nullNode()),
                nodes.objectNode(),
                nodes.objectNode().put("$ref", "#"),
                many);
        return CombinationsKt.choice(
                ARB, List.of(CollectionsKt.element(ARB, (Collection<JsonNode>) odd), map(texts(), nodes::stringNode)));
    }

    private static Arb<String> texts() {
        return CombinationsKt.choice(
                ARB, List.of(oneOf(HOSTILE), StringsKt.string(ARB, new IntRange(0, 60), PRINTABLE), anyText()));
    }

    /** Any characters of any plane, surrogates without a partner among them. */
    private static Arb<String> anyText() {
        return map(CollectionsKt.list(ARB, IntsKt.nonNegativeInt(ARB, 0xFFFF), new IntRange(1, 20)), units -> {
            var text = new StringBuilder();
            units.forEach(unit -> text.append((char) unit.intValue()));
            return text.toString();
        });
    }

    /** The client itself refuses to send other characters in a header; {@link RawRequestsTest} sends them. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7E]", "?").strip();
    }

    /** JSON pointers of everything in a document. */
    private static void collect(JsonNode node, String at, List<String> places) {
        if (!at.isEmpty()) {
            places.add(at);
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> collect(field.getValue(), at + "/" + field.getKey(), places));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                collect(array.get(i), at + "/" + i, places);
            }
        }
        if (at.isEmpty() && places.isEmpty()) {
            places.add("/nothing");
        }
    }

    /** @param value null to remove what is there */
    private static JsonNode replaced(JsonNode example, String place, JsonNode value) {
        JsonNode copy = example.deepCopy();
        int slash = place.lastIndexOf('/');
        String last = place.substring(slash + 1);
        switch (copy.at(place.substring(0, slash))) {
            case ObjectNode parent when value == null -> parent.remove(last);
            case ObjectNode parent -> parent.set(last, value);
            case ArrayNode parent when value == null -> parent.remove(Integer.parseInt(last));
            case ArrayNode parent -> parent.set(Integer.parseInt(last), value);
            default -> throw new IllegalStateException(place);
        }
        return copy;
    }

    private static <A> Arb<A> oneOf(List<A> values) {
        return CollectionsKt.element(ARB, (Collection<A>) values);
    }

    private static Arb<Integer> upTo(int most) {
        return IntsKt.nonNegativeInt(ARB, Math.max(0, most));
    }

    private static <A, B> Arb<B> map(Arb<? extends A> from, Function<A, B> change) {
        return MapKt.map(from, change::apply);
    }

    private static <A, B, C> Arb<C> both(Arb<A> first, Arb<B> second, BiFunction<A, B, C> join) {
        return MapKt.flatMap(first, a -> MapKt.map(second, b -> join.apply(a, b)));
    }
}
