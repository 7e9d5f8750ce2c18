package dev.erp.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceSettingsTest {
    private static final ServiceJar AUTH = Jars.service("auth");
    private static final ServiceJar HR = Jars.service("hr");
    private static final ServiceJar SALES = Jars.service("sales");
    private static final ServiceJar GATEWAY = Jars.service("gateway");
    private static final List<ServiceJar> ALL = List.of(AUTH, HR, SALES, GATEWAY);

    private Secrets secrets;
    private ServiceSettings settings;

    @BeforeEach
    void prepare(@TempDir Path directory) {
        var data = new DataDirectory(directory);
        secrets = Secrets.of(data);
        secrets.databases(ALL, data);
        secrets.user("clerk", data);
        secrets.salaryKeys(data);
        settings = new ServiceSettings(ALL, 8080, "127.0.0.1", 5432, "127.0.0.1:9092", secrets, data);
    }

    private Set<String> allSecrets() {
        Set<String> all = new TreeSet<>(Set.of(secrets.postgres(), secrets.admin(), secrets.keyEncryptionKey()));
        all.addAll(secrets.databases().values());
        all.addAll(secrets.users().values());
        all.addAll(secrets.salaryKeys().values());
        return all;
    }

    private Set<String> secretsIn(Collection<String> texts) {
        Set<String> found = new HashSet<>(allSecrets());
        found.removeIf(secret -> texts.stream().noneMatch(text -> text.contains(secret)));
        return found;
    }

    @Test
    void a_service_is_told_the_secrets_that_are_its_own_and_no_other() {
        assertThat(allSecrets()).hasSize(8);
        assertThat(secretsIn(settings.properties(SALES).values()))
                .containsExactly(secrets.databases().get("sales"));
        assertThat(secretsIn(settings.properties(HR).values()))
                .containsExactlyInAnyOrder(
                        secrets.databases().get("hr"), secrets.salaryKeys().get("key-0001"));
        assertThat(secretsIn(settings.properties(AUTH).values()))
                .containsExactlyInAnyOrder(
                        secrets.databases().get("auth"), secrets.admin(), secrets.keyEncryptionKey());
    }

    @Test
    void the_gateway_is_told_no_secret_and_no_database() {
        Map<String, String> told = settings.properties(GATEWAY);

        assertThat(secretsIn(told.values())).isEmpty();
        assertThat(told.keySet()).noneMatch(name -> name.startsWith("erp.db."));
    }

    @Test
    void no_secret_is_in_the_addresses_or_in_the_names_of_variables() {
        assertThat(secretsIn(List.of(settings.addresses().toString()))).isEmpty();
        for (ServiceJar service : ALL) {
            assertThat(secretsIn(settings.environment(service).keySet())).isEmpty();
        }
    }

    @Test
    void a_process_is_told_the_same_by_its_environment_as_a_context_by_its_arguments() {
        for (ServiceJar service : ALL) {
            Map<String, String> environment = settings.environment(service);
            List<String> arguments = settings.arguments(service);

            assertThat(environment).hasSameSizeAs(arguments);
            assertThat(environment.keySet()).allMatch(name -> name.matches("[A-Z_]+"));
            assertThat(arguments).allMatch(argument -> argument.startsWith("--"));
            assertThat(environment.values())
                    .containsExactlyElementsOf(arguments.stream()
                            .map(argument -> argument.substring(argument.indexOf('=') + 1))
                            .toList());
        }
        assertThat(settings.environment(AUTH))
                .containsEntry("ERP_AUTH_KEY_ENCRYPTION_KEY", secrets.keyEncryptionKey())
                .containsEntry("ERP_DB_NAME", "auth");
    }

    @Test
    void everything_listens_on_this_machine_alone_and_on_a_port_of_its_own() {
        for (ServiceJar service : ALL) {
            assertThat(settings.properties(service))
                    .containsEntry("server.address", "127.0.0.1")
                    .containsEntry("management.server.address", "127.0.0.1");
        }
        assertThat(settings.addresses().stream().flatMap(address -> Stream.of(address.url(), address.management())))
                .hasSize(8)
                .doesNotHaveDuplicates()
                .allMatch(url -> url.startsWith("http://127.0.0.1:"));
    }

    @Test
    void the_gateway_has_the_port_that_was_asked_for_and_everybody_knows_everybody() {
        assertThat(settings.address("gateway").url()).isEqualTo("http://127.0.0.1:8080");
        assertThat(settings.properties(GATEWAY)).containsEntry("server.port", "8080");
        assertThat(settings.properties(SALES))
                .containsEntry("erp.auth.url", settings.address("auth").url())
                .containsEntry("erp.gateway.url", "http://127.0.0.1:8080")
                .containsEntry("erp.kafka", "127.0.0.1:9092");
        // it hears there which tokens were revoked
        assertThat(settings.properties(GATEWAY)).containsEntry("erp.kafka", "127.0.0.1:9092");
    }
}
