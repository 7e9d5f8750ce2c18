package dev.erp.chassis.web;

import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriComponentsBuilder;

/** {@code Link: <?cursor=…>; rel="next"} (RFC 8288), relative to the request, so that it holds behind any gateway. */
final class NextLink {

    private NextLink() {}

    static void add(Optional<ServerWebExchange> exchange, Page<?> page) {
        if (page.nextCursor() == null || exchange.isEmpty()) {
            return;
        }
        String query = UriComponentsBuilder.fromUri(exchange.get().getRequest().getURI())
                .replaceQueryParam("cursor", page.nextCursor())
                .build(true)
                .getQuery();
        HttpHeaders headers = exchange.get().getResponse().getHeaders();
        headers.add(HttpHeaders.LINK, "<?" + query + ">; rel=\"next\"");
    }
}
