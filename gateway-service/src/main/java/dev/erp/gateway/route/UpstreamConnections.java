package dev.erp.gateway.route;

import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.http.client.HttpClient;

/** How the gateway talks to services; sizes and times are in {@code erp.gateway.upstream}. */
@Component
class UpstreamConnections implements HttpClientCustomizer {

    private final UpstreamProperties settings;

    UpstreamConnections(UpstreamProperties settings) {
        this.settings = settings;
    }

    @Override
    public HttpClient customize(HttpClient client) {
        // Netty would send a request a second time when its connection was reset. The service may have done what the
        // first one said, and nobody but the client may repeat a POST: it has the Idempotency-Key.
        return client.disableRetry(true)
                // the route's time-out ends with the head of the answer; a body that stops in the middle ends here
                .responseTimeout(settings.responseTimeout());
    }
}
