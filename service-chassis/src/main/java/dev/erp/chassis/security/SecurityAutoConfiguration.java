package dev.erp.chassis.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.erp.chassis.web.Problems;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
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

    /** How long a fetched key set counts; a removed key is refused after that. */
    static final long KEYS_LIVE_MILLIS = 5 * 60_000L;
    /** At most one fetch in this time, however many tokens name unknown keys. */
    static final long KEYS_FETCH_INTERVAL_MILLIS = 1_000L;

    @Bean
    @ConditionalOnMissingBean
    JWKSource<SecurityContext> verificationKeys(@Value("${erp.auth.url}") String authUrl) throws MalformedURLException {
        var retriever = new DefaultResourceRetriever(2_000, 2_000, 64 * 1024);
        return JWKSourceBuilder.create(
                        URI.create(authUrl + "/.well-known/jwks.json").toURL(), retriever)
                .cache(KEYS_LIVE_MILLIS, 5_000)
                .refreshAheadCache(false)
                .rateLimited(KEYS_FETCH_INTERVAL_MILLIS)
                .retrying(true)
                .build();
    }

    @Bean
    @ConditionalOnMissingBean
    TokenVerifier tokenVerifier(
            JWKSource<SecurityContext> keys,
            @Value("${erp.issuer}") String issuer,
            @Value("${erp.audience}") String audience,
            Clock clock) {
        return new TokenVerifier(keys, issuer, audience, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    SecurityWebFilterChain services(
            ServerHttpSecurity http,
            TokenVerifier tokens,
            Problems problems,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers) {
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .oauth2ResourceServer(
                        server -> server.bearerTokenConverter(new ServerBearerTokenAuthenticationConverter())
                                .authenticationManagerResolver(exchange -> reactor.core.publisher.Mono.just(tokens))
                                .authenticationEntryPoint(problems::handle)
                                .accessDeniedHandler(problems::handle))
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint(problems::handle).accessDeniedHandler(problems::handle))
                .authorizeExchange(paths -> paths.pathMatchers("/v3/api-docs", "/v3/api-docs/**")
                        .permitAll()
                        .pathMatchers("/actuator/**")
                        .permitAll()
                        .anyExchange()
                        .access(new HandlerAuthorization(handlers.getObject())))
                .build();
    }
}
