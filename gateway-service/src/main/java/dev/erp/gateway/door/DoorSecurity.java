package dev.erp.gateway.door;

import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What Spring Security does at the gateway: its firewall against hostile paths, and nothing else. */
@Configuration(proxyBeanMethods = false)
class DoorSecurity {

    /** The {@link Door} checks tokens; the nine filters of a full chain would check them again. */
    @Bean
    SecurityWebFilterChain noChain() {
        return new SecurityWebFilterChain() {
            @Override
            public Mono<Boolean> matches(ServerWebExchange exchange) {
                return Mono.just(false);
            }

            @Override
            public Flux<WebFilter> getWebFilters() {
                return Flux.empty();
            }
        };
    }

    @Bean
    ServerExchangeRejectedHandler hostileRequests(Problems problems) {
        return (exchange, rejected) -> problems.write(
                exchange,
                new Problem(
                        HttpStatus.BAD_REQUEST,
                        "malformed_request",
                        "The path, method or headers of this request are not in a form that is accepted."));
    }
}
