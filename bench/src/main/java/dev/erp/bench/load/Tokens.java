package dev.erp.bench.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Logs the clerks in. Tokens live ten minutes, a job less than five, so new ones before each job are enough. */
public final class Tokens {
    private static final JsonMapper JSON = new JsonMapper();

    private Tokens() {}

    /** One access token per clerk, in their order. */
    public static List<String> of(LoadSetup setup) throws IOException {
        List<String> tokens = new ArrayList<>();
        URI gateway = URI.create(setup.gateway());
        try (var connection = new KeepAliveConnection(gateway)) {
            for (LoadSetup.Clerk clerk : setup.clerks()) {
                tokens.add(login(connection, gateway, clerk));
            }
        }
        return tokens;
    }

    private static String login(KeepAliveConnection connection, URI gateway, LoadSetup.Clerk clerk) throws IOException {
        KeepAliveConnection.Answer answer = connection.send(request(gateway, clerk));
        if (answer.status() != 200) {
            throw new IOException("%s cannot log in: %d %s"
                    .formatted(clerk.username(), answer.status(), new String(answer.body(), StandardCharsets.UTF_8)));
        }
        return JSON.readTree(answer.body()).get("accessToken").asString();
    }

    /** A login as it goes over the wire. */
    static byte[] request(URI gateway, LoadSetup.Clerk clerk) {
        byte[] body = JSON.writeValueAsBytes(Map.of("username", clerk.username(), "password", clerk.password()));
        String head = """
                POST /api/v1/auth/login HTTP/1.1\r
                Host: %s\r
                Content-Type: application/json\r
                Accept: application/json\r
                Content-Length: %d\r
                \r
                """.formatted(gateway.getAuthority(), body.length);
        return (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }
}
