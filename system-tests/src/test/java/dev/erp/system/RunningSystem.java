package dev.erp.system;

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
final class RunningSystem {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static RunningSystem instance;

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
        // the limits are tested at the gateway; here a whole company comes from one address
        processes = new ServiceProcesses(
                ROOT,
                new DataDirectory(data),
                Map.of("ERP_GATEWAY_RATE_LIMIT_USER_REQUESTS", "0", "ERP_GATEWAY_RATE_LIMIT_LOGIN_REQUESTS", "0"));
        Runtime.getRuntime().addShutdownHook(new Thread(processes::close, "stop-system"));
        processes.startAll();
        addresses = processes.addresses();
    }

    static synchronized RunningSystem get() {
        if (instance == null) {
            instance = new RunningSystem();
        }
        return instance;
    }

    ServiceProcesses processes() {
        return processes;
    }

    String gateway() {
        return addresses.gateway();
    }

    String kafka() {
        return addresses.kafka();
    }

    String adminPassword() {
        return processes.secrets().admin();
    }

    ApiClient admin() {
        return ApiClient.signIn(gateway(), "admin", adminPassword());
    }

    /** Everything that {@code ./erp check} looks at. */
    List<Finding> check() {
        List<String> contexts = addresses.services().stream()
                .map(RunFile.ServiceAddress::context)
                .filter(context -> !context.equals("gateway"))
                .toList();
        return new SystemCheck(admin(), kafka(), contexts, Duration.ofMinutes(2)).run();
    }
}
