package dev.erp.system.fuzz;

import dev.erp.system.Answer;
import dev.erp.system.Door;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request that is wrong in some way.
 *
 * @param path from the root on, with the query
 * @param headers by their name
 * @param body null for none
 * @param what is wrong with it
 */
record Malformed(String method, String path, Map<String, String> headers, byte[] body, String what) {

    private static final int SHOWN = 300;

    static Malformed of(String method, String path, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("If-Match", "*");
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        return new Malformed(method, path, headers, body, "nothing");
    }

    Malformed withBody(byte[] other, String why) {
        return new Malformed(method, path, headers, other, why);
    }

    Malformed withBody(String other, String why) {
        return withBody(other.getBytes(StandardCharsets.UTF_8), why);
    }

    Malformed withPath(String other, String why) {
        return new Malformed(method, other, headers, body, why);
    }

    Malformed withMethod(String other) {
        return new Malformed(other, path, headers, body, "the method " + other);
    }

    Malformed withHeader(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Malformed(method, path, all, body, "the header " + name);
    }

    Malformed withParameter(String name, String value) {
        String separator = path.contains("?") ? "&" : "?";
        return withPath(path + separator + encoded(name) + "=" + encoded(value), "the parameter " + name);
    }

    /** Percent-encoded, so that it can be a segment of a path or a part of a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Answer send(Door door, String token) {
        var call = door.call(method, path);
        headers.forEach(call::header);
        if (!headers.containsKey("Authorization")) {
            call.token(token);
        }
        return (body == null ? call : call.raw(body)).send();
    }

    /** Enough to send it again. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(List.of(what + ":", method + " " + path));
        headers.forEach((name, value) -> lines.add(name + ": " + value));
        if (body != null) {
            lines.add(new String(body, 0, Math.min(SHOWN, body.length), StandardCharsets.ISO_8859_1));
        }
        return String.join("\n", lines);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Malformed that && toString().equals(that.toString()) && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
