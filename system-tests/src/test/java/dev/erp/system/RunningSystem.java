package dev.erp.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.check.Finding;
import dev.erp.standalone.check.SystemCheck;
import dev.erp.standalone.system.DataDirectory;
import dev.erp.standalone.system.RunFile;
import dev.erp.standalone.system.ServiceProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** The system that all these tests talk to: every service and the broker as a process of its own. Started once per JVM. */
public final class RunningSystem {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** Origin of a browser app that may call the gateway. */
    public static final String APP = "https://app.example";

    private static final Map<String, String> SETTINGS = Map.of(
            // the limit is tested at the gateway; here one user does the work of a whole company
            "ERP_GATEWAY_RATELIMIT_USER_REQUESTS", "0",
            // what takes minutes in a company
            "ERP_AUTH_KEYSLIVE", "3s",
            "ERP_AUTH_BCRYPTCOST", "10",
            "ERP_AUTH_KEYS_CHECKEVERY", "1s",
            "ERP_EVENTS_SESSIONTIMEOUT", "6s",
            "ERP_GATEWAY_CORS_ALLOWEDORIGINS", APP);

    private static RunningSystem instance;
    private static boolean begun;

    private final ServiceProcesses processes;
    private final RunFile addresses;

    private RunningSystem() {
        Path data = Path.of("target", "system").toAbsolutePath();
        try {
            FileSystemUtils.deleteRecursively(data);
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        processes = new ServiceProcesses(ROOT, new DataDirectory(data), SETTINGS);
        Runtime.getRuntime().addShutdownHook(new Thread(processes::close, "stop-system"));
        processes.startAll();
        addresses = processes.addresses();
    }

    public static synchronized RunningSystem get() {
        if (instance == null) {
            // another try would delete the logs that say why
            assertThat(begun).as("the system did not start before").isFalse();
            begun = true;
            instance = new RunningSystem();
        }
        return instance;
    }

    public ServiceProcesses processes() {
        return processes;
    }

    public String gateway() {
        return addresses.gateway();
    }

    /** Base URL of a service, such as {@code sales}, as only the gateway may use it. */
    public String service(String context) {
        return address(context).url();
    }

    /** Base URL of what a service shows to its operators. */
    public String management(String context) {
        return address(context).management();
    }

    private RunFile.ServiceAddress address(String context) {
        return addresses.services().stream()
                .filter(service -> service.context().equals(context))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(context));
    }

    public String kafka() {
        return addresses.kafka();
    }

    /** Where every process writes its log. */
    public Path logs() {
        return Path.of(addresses.log());
    }

    public String adminPassword() {
        return processes.secrets().admin();
    }

    public ApiClient admin() {
        return ApiClient.signIn(gateway(), "admin", adminPassword());
    }

    /** Everything that {@code ./erp check} looks at. */
    public List<Finding> check() {
        List<String> contexts = addresses.services().stream()
                .map(RunFile.ServiceAddress::context)
                .filter(context -> !context.equals("gateway"))
                .toList();
        return new SystemCheck(admin(), kafka(), contexts, Duration.ofMinutes(2)).run();
    }
}
