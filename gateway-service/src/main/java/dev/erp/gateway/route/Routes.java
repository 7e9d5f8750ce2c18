package dev.erp.gateway.route;

import org.springframework.cloud.gateway.handler.AsyncPredicate;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;

/** One route per service; paths go on unchanged. */
@Configuration(proxyBeanMethods = false)
class Routes {

    @Bean
    RouteLocator services(Upstreams upstreams) {
        return () -> Flux.fromIterable(upstreams.all()).map(upstream -> route(upstreams, upstream));
    }

    private static Route route(Upstreams upstreams, Upstream upstream) {
        return Route.async()
                .id(upstream.context())
                .uri(upstream.url())
                .asyncPredicate(AsyncPredicate.from(exchange -> upstreams.of(path(exchange)) == upstream))
                .build();
    }

    private static String path(ServerWebExchange exchange) {
        return exchange.getRequest().getPath().value();
    }
}
