package dev.erp.chassis.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.MethodParameter;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;

class ArgumentResolversTest {

    @SuppressWarnings("unused") // a handler method to take the parameter from
    void handler(Caller caller) {}

    /** RFC 7240; what cannot be read is ignored, as the RFC asks for. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            wait=3                       | 3
            respond-async, wait=7        | 7
            wait=7; foo=bar              | 7
            wait=10                      | 10
            wait=11                      | 10
            wait=999                     | 10
            wait=0                       | 0
            wait=-1                      | 0
            wait=ten                     | 0
            wait=99999999999             | 0
            await=5                      | 0
            return=minimal               | 0
            """)
    void a_caller_waits_as_long_as_it_says_and_at_most_ten_seconds(String prefer, int seconds) throws Exception {
        assertThat(caller(prefer).patience()).isEqualTo(Duration.ofSeconds(seconds));
    }

    private Caller caller(String prefer) throws Exception {
        var exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/").header("Prefer", prefer));
        var principal = new Principal(new Actor("u", "U"), Set.of(), Set.of(), "t", Instant.EPOCH, 0, null, null);
        var parameter = new MethodParameter(getClass().getDeclaredMethod("handler", Caller.class), 0);
        return (Caller) new ArgumentResolvers()
                .resolveArgument(parameter, null, exchange)
                .contextWrite(
                        ReactiveSecurityContextHolder.withAuthentication(new TestingAuthenticationToken(principal, "")))
                .block();
    }
}
