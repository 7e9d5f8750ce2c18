package dev.erp.bench.load;

import dev.erp.bench.BenchException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns the pages of a list. */
public final class PageWalk {
    private static final JsonMapper JSON = new JsonMapper();

    private PageWalk() {}

    /**
     * From the first page on, each by the cursor of the one before.
     *
     * @param path of the list, with or without a query
     * @param most pages; fewer if the list ends before
     * @return how long each took, in milliseconds
     * @throws BenchException when one is not answered with 200
     */
    public static List<Double> walk(URI server, String path, String token, int most) {
        List<Double> millis = new ArrayList<>(most);
        String separator = path.contains("?") ? "&" : "?";
        String cursor = "";
        try (var connection = new KeepAliveConnection(server)) {
            do {
                String page = path + separator + "limit=50" + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
                byte[] request = GetLoad.request(server, page, token);
                long begun = System.nanoTime();
                KeepAliveConnection.Answer answer = connection.send(request);
                millis.add((System.nanoTime() - begun) / 1e6);
                if (answer.status() != 200) {
                    throw new BenchException("GET %s was answered with %d.".formatted(page, answer.status()));
                }
                JsonNode body = JSON.readTree(answer.body());
                cursor = body.path("nextCursor").asString("");
            } while (!cursor.isEmpty() && millis.size() < most);
        } catch (IOException e) {
            throw new BenchException("The pages of %s cannot be read: %s".formatted(path, e.getMessage()), e);
        }
        return millis;
    }
}
