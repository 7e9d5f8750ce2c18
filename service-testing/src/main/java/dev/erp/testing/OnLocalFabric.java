package dev.erp.testing;

import dev.erp.fabric.Fabric;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/** Points a service under test to a database of its own, to the broker of the JVM, and to the keys of the tests. */
record OnLocalFabric() implements ContextCustomizer {

    private static final String INLINED_PROPERTIES = "Inlined Test Properties";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        Fabric fabric = Fabric.shared();
        Fabric.Database database = fabric.newDatabase(prefix(context.getEnvironment()));
        put(
                context.getEnvironment().getPropertySources(),
                Map.of(
                        "erp.db.host", database.host(),
                        "erp.db.port", database.port(),
                        "erp.db.name", database.name(),
                        "erp.db.user", database.user(),
                        "erp.db.password", database.password(),
                        "erp.kafka", fabric.kafkaBootstrap(),
                        "erp.auth.url", Jwks.url(),
                        "management.server.port", 0));
        context.getBeanFactory().registerSingleton("testApi", new Api(context.getEnvironment()));
        context.getBeanFactory().registerSingleton("testDatabase", new Database(database));
    }

    // below what the test class itself sets, above everything else
    private static void put(MutablePropertySources sources, Map<String, Object> properties) {
        var source = new MapPropertySource("local fabric", properties);
        if (sources.contains(INLINED_PROPERTIES)) {
            sources.addAfter(INLINED_PROPERTIES, source);
        } else {
            sources.addFirst(source);
        }
    }

    private static String prefix(ConfigurableEnvironment environment) {
        return environment.getProperty("erp.context", "test").replaceAll("[^a-z0-9_]", "_");
    }

    /** Found through {@link ServiceTest}; leaves tests of other kinds alone. */
    static final class Factory implements ContextCustomizerFactory {
        @Override
        public ContextCustomizer createContextCustomizer(
                Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
            return AnnotatedElementUtils.hasAnnotation(testClass, ServiceTest.class) ? new OnLocalFabric() : null;
        }
    }
}
