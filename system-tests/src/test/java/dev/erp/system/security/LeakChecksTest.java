package dev.erp.system.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.check.Topics;
import dev.erp.standalone.system.RunFile.ServiceAddress;
import dev.erp.system.Answer;
import dev.erp.system.Door;
import dev.erp.system.Person;
import dev.erp.system.Person.Session;
import dev.erp.system.RunningSystem;
import dev.erp.system.Staff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What nobody may find out, and what must be found (checks 33 and 35 to 37; 34 is {@link FuzzTest}). */
class LeakChecksTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static RunningSystem system;
    private static ApiClient admin;

    @BeforeAll
    static void begin() {
        system = RunningSystem.get();
        admin = system.admin();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/info",
                "/metrics",
                "/prometheus",
                "/env",
                "/beans",
                "/configprops",
                "/heapdump",
                "/threaddump",
                "/loggers",
                "/mappings",
                "/gateway/routes",
                "/shutdown",
                "/health/readiness"
            })
    void check_33_nothing_of_the_actuator_but_the_health_is_on_a_public_port(String endpoint) {
        for (ServiceAddress service : system.processes().addresses().services()) {
            try (Door door = Door.to(service.url())) {
                for (String token : Arrays.asList(null, admin.token())) {
                    assertThat(door.call("GET", "/actuator" + endpoint)
                                    .token(token)
                                    .send()
                                    .status())
                            .as(service.name())
                            .isIn(401, 403, 404);
                }
            }
        }
    }

    @Test
    void check_33_the_public_health_says_no_more_than_that() {
        try (Door door = Door.fromElsewhere()) {
            Answer health = door.call("GET", "/actuator/health").send();

            assertThat(health.status()).isEqualTo(200);
            assertThat(health.json().propertyNames()).containsExactly("status");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "beans", "configprops", "heapdump", "threaddump", "loggers", "mappings", "shutdown"})
    void check_33_operators_get_health_info_and_metrics_and_no_secrets(String endpoint) {
        for (ServiceAddress service : system.processes().addresses().services()) {
            try (Door door = Door.to(service.management())) {
                assertThat(door.call("GET", "/actuator/" + endpoint).send().status())
                        .as(service.name())
                        .isEqualTo(404);
                assertThat(door.call("GET", "/actuator/prometheus").send().status())
                        .as(service.name())
                        .isEqualTo(200);
            }
        }
    }

    /** Every secret that the system takes or gives is used once, rightly and wrongly; then everything that is written is searched. */
    @Test
    void check_35_no_password_token_hash_or_salary_is_in_logs_topics_and_errors() throws IOException {
        Map<String, String> secrets = new LinkedHashMap<>();
        List<Answer> errors = new ArrayList<>();
        Person person = Person.with(admin, "sales_rep");
        secrets.put("the first admin's password", system.adminPassword());
        secrets.put("a password", person.password());
        secrets.put("an admin's access token", admin.token());
        try (Door door = Door.fromElsewhere()) {
            Session session = person.session(door);
            Session next = Session.of(session.refresh(door));
            secrets.put("an access token", next.accessToken());
            secrets.put("a refresh token", next.refreshToken());
            String wrong = "a wrong guess " + UUID.randomUUID();
            secrets.put("a wrong password", wrong);
            errors.add(person.login(door, wrong));
            errors.add(door.call("POST", "/api/v1/auth/login")
                    .json("{\"username\":1,\"password\":\"%s\"".formatted(person.password()))
                    .send());
            errors.add(door.call("POST", "/api/v1/users")
                    .token(admin.token())
                    .fields(Map.of("username", "x", "password", wrong, "surprise", wrong))
                    .send());
            errors.add(door.call("GET", "/api/v1/users/" + UUID.randomUUID())
                    .token(next.accessToken())
                    .send());
            String reset = admin.post("/api/v1/users/" + person.id() + "/password-reset", null)
                    .path("resetToken")
                    .asString();
            secrets.put("a reset token", reset);
            String changed = "a new password " + UUID.randomUUID();
            secrets.put("a new password", changed);
            door.call("POST", "/api/v1/auth/password-reset")
                    .fields(Map.of("resetToken", reset, "newPassword", changed))
                    .send();
            errors.add(next.refresh(door));
            JsonNode client = admin.post(
                    "/api/v1/api-clients",
                    Map.of("name", "leak-" + UUID.randomUUID(), "scopes", List.of("products:read")));
            secrets.put("a client's secret", client.path("clientSecret").asString());
            errors.add(door.call("POST", "/api/v1/auth/token")
                    .fields(Map.of(
                            "clientId",
                            client.path("client").path("id").asString(),
                            "clientSecret",
                            secrets.get("a client's secret") + "x"))
                    .send());
        }
        String employee = "/api/v1/employees/" + Staff.hire(admin, "Well Paid", person.id());
        String salary = "%d.37".formatted(ThreadLocalRandom.current().nextLong(1_000_000_000, 9_999_999_999L));
        secrets.put("a salary", salary);
        Staff.pay(admin, employee, salary);
        assertThat(admin.get(employee + "/salaries").toString()).contains(salary);
        try (Door door = Door.fromElsewhere()) {
            // it overlaps what was just entered, and there is no such currency
            for (String currency : List.of("EUR", "EURO")) {
                errors.add(door.call("POST", employee + "/salaries")
                        .token(admin.token())
                        .fields(Staff.salary(salary, currency))
                        .send());
            }
        }
        assertThat(secrets.values()).allMatch(secret -> secret.length() >= 12);
        secrets.put("a hash of bcrypt", "$2a$");

        assertThat(errors).allSatisfy(error -> {
            assertThat(error.status()).as(error.body()).isBetween(400, 499);
            assertThat(error.code()).isNotEmpty();
            assertThat(secrets)
                    .allSatisfy(
                            (what, secret) -> assertThat(error.body()).as(what).doesNotContain(secret));
        });
        String written = logs() + topics();
        assertThat(written).contains(person.id());
        secrets.forEach((what, secret) ->
                assertThat(written.contains(secret)).as(what + " is written").isFalse());
    }

    @Test
    void check_36_what_an_attack_looks_like_is_in_the_audit_trail() {
        try (Door door = Door.fromElsewhere()) {
            Person person = Person.with(admin, "viewer");
            person.login(door, "a wrong password");
            Session session = person.session(door);
            session.refresh(door);
            session.refresh(door);
            String token = person.session(door).accessToken();
            assertThat(door.call("GET", "/api/v1/users").token(token).send().status())
                    .isEqualTo(403);
            door.call("PATCH", "/api/v1/users/" + person.id())
                    .token(admin.token())
                    .header("If-Match", "*")
                    .fields(Map.of("roles", List.of("sales_rep")))
                    .send();

            awaitRecord("auth.session.login-failed.v1", person.username());
            awaitRecord("auth.session.refresh-reused.v1", session.id());
            awaitRecord("security.access.denied.v1", person.id());
            awaitRecord("auth.user.roles-changed.v1", person.id());
        }
    }

    @Test
    void check_37_browsers_let_only_named_apps_in() {
        try (Door door = Door.fromElsewhere()) {
            Answer named = door.call("GET", "/api/v1/products")
                    .token(admin.token())
                    .header("Origin", RunningSystem.APP)
                    .send();
            Answer stranger = door.call("GET", "/api/v1/products")
                    .token(admin.token())
                    .header("Origin", "https://evil.example")
                    .send();

            assertThat(named.header("Access-Control-Allow-Origin")).isEqualTo(RunningSystem.APP);
            assertThat(stranger.status()).isEqualTo(403);
            assertThat(stranger.code()).isEqualTo("origin_not_allowed");
            assertThat(stranger.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    /** HSTS is said by a gateway with TLS, which this one has not: see the gateway's own tests. */
    @ParameterizedTest
    @CsvSource({"/api/v1/products,true,200", "/api/v1/products,false,401", "/api/v1/nothing,true,404", "/docs,false,200"
    })
    void check_37_every_answer_tells_browsers_to_be_careful(String path, boolean signedIn, int status) {
        try (Door door = Door.fromElsewhere()) {
            Answer answer = door.call("GET", path)
                    .token(signedIn ? admin.token() : null)
                    .send();

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Permissions-Policy")).contains("camera=()");
            assertThat(answer.header("Content-Security-Policy")).contains("default-src", "frame-ancestors 'none'");
            if (path.startsWith("/api/")) {
                assertThat(answer.header("Cache-Control")).contains("no-store");
            }
        }
    }

    private static void awaitRecord(String type, String named) {
        await(type + " of " + named).atMost(LIMIT).untilAsserted(() -> assertThat(
                        admin.get("/api/v1/audit-events?limit=50&type=" + type).toString())
                .contains(named));
    }

    private static String logs() throws IOException {
        var all = new StringBuilder();
        try (Stream<Path> files = Files.walk(system.logs())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    private static String topics() {
        var all = new StringBuilder();
        try (var consumer = Topics.consumer(system.kafka())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> !topic.getKey().startsWith("__"))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofMillis(200))) {
                    all.append(message.key()).append(text(message.value()));
                    for (Header header : message.headers()) {
                        all.append(text(header.value()));
                    }
                }
            }
        }
        return all.toString();
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
