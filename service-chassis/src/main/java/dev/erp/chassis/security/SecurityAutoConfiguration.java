package dev.erp.chassis.security;

import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Problems;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.web.server.MatcherSecurityWebFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/** Every service checks tokens itself, whatever stands in front of it. */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.ReactiveOAuth2ResourceServerAutoConfiguration"
        })
@EnableWebFluxSecurity
public class SecurityAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    VerificationKeys verificationKeys(
            @Value("${erp.auth.url}") String authUrl, @Value("${erp.auth.keys-live}") Duration live)
            throws MalformedURLException {
        return new VerificationKeys(
                URI.create(authUrl + "/.well-known/jwks.json").toURL(), live);
    }

    @Bean
    @ConditionalOnMissingBean
    TokenVerifier tokenVerifier(
            VerificationKeys keys,
            @Value("${erp.issuer}") String issuer,
            @Value("${erp.audience}") String audience,
            Revocations revocations,
            Clock clock) {
        return new TokenVerifier(keys, issuer, audience, revocations, clock);
    }

    /** Spring Security's firewall refuses odd methods, paths and headers before anything else sees them. */
    @Bean
    @ConditionalOnMissingBean
    ServerExchangeRejectedHandler rejectedExchanges(Problems problems) {
        return (exchange, e) -> problems.write(
                exchange,
                new Problem(
                        HttpStatus.BAD_REQUEST,
                        "request_rejected",
                        "The request's method, path or headers are not allowed."));
    }

    @Bean
    @ConditionalOnMissingBean
    ServerWebExchangeFirewall firewall() {
        return new Firewall();
    }

    @Bean
    @ConditionalOnMissingBean
    SecurityWebFilterChain services(
            TokenVerifier tokens,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers,
            ObjectProvider<DeniedAccess> deniedAccess) {
        DeniedAccess trail = deniedAccess.getIfAvailable();
        var guard = new Guard(
                tokens,
                new HandlerAuthorization(handlers.getObject()),
                trail == null ? (exchange, caller) -> {} : trail::tell);
        return new MatcherSecurityWebFilterChain(ServerWebExchangeMatchers.anyExchange(), List.of(guard));
    }
}
