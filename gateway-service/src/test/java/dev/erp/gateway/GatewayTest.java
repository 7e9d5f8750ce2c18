package dev.erp.gateway;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of the whole gateway on a free port, in front of {@link StubServices}. Without other properties the context is shared, waits
 * 700 ms for a service, knows the web app https://app.example, and lets strangers ask as often as the tests need.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = StubServices.class)
@interface GatewayTest {

    @AliasFor(annotation = SpringBootTest.class, attribute = "properties")
    String[] properties() default {
        "management.server.port=0",
        "erp.gateway.upstream.response-timeout=2s",
        "erp.gateway.cors.allowed-origins=https://app.example",
        "erp.gateway.rate-limit.anonymous.requests=100000",
        "erp.gateway.rate-limit.login.requests=100000"
    };
}
