package dev.erp.fabric;

import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;

/** Whether containers are to be used. */
final class Docker {
    private Docker() {}

    static boolean isWanted() {
        String choice = System.getProperty("erp.fabric", System.getenv().getOrDefault("ERP_FABRIC", ""));
        return switch (choice) {
            case "embedded" -> false;
            case "containers" -> true;
            case "" -> isThere();
            default -> throw new FabricException("erp.fabric is \"" + choice + "\"; it may be embedded or containers.");
        };
    }

    /** Looks for a socket first: Testcontainers takes seconds and many lines to find that there is none. */
    private static boolean isThere() {
        boolean socket = System.getenv("DOCKER_HOST") != null
                || Files.exists(Path.of("/var/run/docker.sock"))
                || Files.exists(Path.of(System.getProperty("user.home"), ".docker/run/docker.sock"));
        return socket && DockerClientFactory.instance().isDockerAvailable();
    }
}
