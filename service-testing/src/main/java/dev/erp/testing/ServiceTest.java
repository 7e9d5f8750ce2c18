package dev.erp.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.ContextCustomizerFactories;

/**
 * A test of a whole service on a free port, on a real PostgreSQL (a new, empty database for each application context) and a
 * real Kafka (one broker for the JVM), with the JWT verification of production against the keys of {@link Jwks}. After the
 * class every event that was published is held against its contract, and BlockHound has the last word.
 *
 * <p>{@link Api} and {@link Database} can be injected; {@link Topics} is static. The context is shared by the test classes
 * with the same properties, and so are the topics by all test classes of the JVM: give each test ids of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextCustomizerFactories(OnLocalFabric.Factory.class)
@ExtendWith(ServiceExtension.class)
public @interface ServiceTest {

    /** Further properties, {@code name=value}; they win over everything else. */
    @AliasFor(annotation = SpringBootTest.class, attribute = "properties")
    String[] properties() default {};

    /** Configuration classes; by default the service's main class is found by its annotation. */
    @AliasFor(annotation = SpringBootTest.class, attribute = "classes")
    Class<?>[] classes() default {};
}
