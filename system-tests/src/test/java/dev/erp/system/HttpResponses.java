package dev.erp.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What a browser would get in the end. */
final class HttpResponses {

    private static final int MAX_REDIRECTS = 5;

    private HttpResponses() {}

    /** GET, following redirects. */
    static HttpResponse<String> follow(HttpClient http, String url) {
        URI at = URI.create(url);
        try {
            for (int hops = 0; hops < MAX_REDIRECTS; hops++) {
                HttpResponse<String> answer =
                        http.send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() / 100 != 3) {
                    return answer;
                }
                at = at.resolve(answer.headers().firstValue("Location").orElseThrow());
            }
        } catch (IOException e) {
            throw new AssertionError(url + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        throw new AssertionError(url + " redirects for ever");
    }
}
