package dev.erp.chassis.example;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** Another instance of the example service, on the same database and broker as the one under test. */
record SecondInstance(ConfigurableApplicationContext context) implements AutoCloseable {

    private static final List<String> SHARED = List.of(
            "erp.db.host", "erp.db.port", "erp.db.name", "erp.db.user", "erp.db.password", "erp.kafka", "erp.auth.url");

    /** @param properties {@code name=value}, instead of what the first instance has */
    static SecondInstance start(Environment first, String... properties) {
        List<String> arguments = new ArrayList<>();
        SHARED.forEach(name -> arguments.add("--" + name + "=" + first.getProperty(name)));
        arguments.add("--management.server.port=0");
        for (String property : properties) {
            arguments.removeIf(a -> a.startsWith("--" + property.substring(0, property.indexOf('=') + 1)));
            arguments.add("--" + property);
        }
        return new SecondInstance(SpringApplication.run(ExampleService.class, arguments.toArray(String[]::new)));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ConfigurableEnvironment environment() {
        return context.getEnvironment();
    }

    @Override
    public void close() {
        context.close();
    }
}
