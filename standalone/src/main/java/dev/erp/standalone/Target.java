package dev.erp.standalone;

import dev.erp.standalone.system.DataDirectory;
import dev.erp.standalone.system.ErpException;
import dev.erp.standalone.system.RunFile;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which of the systems on this machine a command is about. */
final class Target {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where its data lies (default: .erp beside the erp script)")
    private Path data;

    @Option(names = "--port", paramLabel = "N", description = "the gateway's port (default: 8080)")
    private Integer port;

    /** The built project; the erp script says where. */
    static Path root() {
        return Path.of(System.getProperty("erp.root", ".")).toAbsolutePath().normalize();
    }

    DataDirectory data() {
        return new DataDirectory(data == null ? root().resolve(".erp") : data);
    }

    int port() {
        int chosen = port == null ? 8080 : port;
        if (chosen < 1 || chosen > 65_535) {
            throw new ErpException("--port is a number from 1 to 65535, and not %d.".formatted(chosen));
        }
        return chosen;
    }

    /** @throws ErpException when nothing runs there, or on another port than the one that was asked for */
    RunFile running() {
        RunFile run = data().running()
                .orElseThrow(
                        () -> new ErpException("Nothing runs on %s; start it with ./erp up.".formatted(data().path())));
        if (port != null && URI.create(run.gateway()).getPort() != port()) {
            throw new ErpException(
                    "The system on %s answers at %s, not on port %d.".formatted(data().path(), run.gateway(), port()));
        }
        return run;
    }
}
