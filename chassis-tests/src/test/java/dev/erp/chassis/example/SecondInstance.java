package dev.erp.chassis.example;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

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

    /** Waits until it says that it is ready. */
    void awaitReady() {
        await().untilAsserted(() -> client("local.management.port")
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody());
    }

    /** GET with this access token. */
    ResponseSpec get(String uri, String token) {
        return client("local.server.port")
                .get()
                .uri(uri)
                .header("Authorization", "Bearer " + token)
                .exchange();
    }

    private WebTestClient client(String portProperty) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + environment().getProperty(portProperty))
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    @Override
    public void close() {
        context.close();
    }
}
