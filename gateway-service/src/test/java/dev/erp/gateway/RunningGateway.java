package dev.erp.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/** One more gateway in front of {@link StubServices}, for tests that need several, or settings that are known late. */
record RunningGateway(ConfigurableApplicationContext context) implements AutoCloseable {

    /** @param settings {@code name=value} */
    static RunningGateway start(String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--management.server.port=0"));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return new RunningGateway(new SpringApplicationBuilder(GatewayService.class)
                .initializers(new StubServices(), RunningGateway::threadsOfItsOwn)
                .run(arguments.toArray(String[]::new)));
    }

    int port() {
        return port("local.server.port");
    }

    int managementPort() {
        return port("local.management.port");
    }

    MeterRegistry meters() {
        return context.getBean(MeterRegistry.class);
    }

    /** Closing a gateway stops its event loops; those that all share serve the stubs and the other gateways too. */
    private static void threadsOfItsOwn(ConfigurableApplicationContext context) {
        var threads = new ReactorResourceFactory();
        threads.setUseGlobalResources(false);
        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, () -> threads);
    }

    @Override
    public void close() {
        context.close();
    }

    private int port(String property) {
        return context.getEnvironment().getRequiredProperty(property, Integer.class);
    }
}
