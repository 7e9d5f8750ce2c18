package dev.erp.standalone;

import dev.erp.standalone.system.DataDirectory;
import dev.erp.standalone.system.ErpException;
import dev.erp.standalone.system.RunFile;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which of the systems on this machine a command is about. */
final class Target {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where its data lies (default: .erp beside the erp script)")
    private Path data;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private Integer port;

    @Option(names = "--port", paramLabel = "N", description = "the gateway's port (default: 8080)")
    private void port(int chosen) {
        if (chosen < 1 || chosen > 65_535) {
            throw new ParameterException(
                    command.commandLine(), "--port is a number from 1 to 65535, and not %d.".formatted(chosen));
        }
        port = chosen;
    }

    /** The built project; the erp script says where. */
    static Path root() {
        return Path.of(System.getProperty("erp.root", ".")).toAbsolutePath().normalize();
    }

    DataDirectory data() {
        return new DataDirectory(data == null ? root().resolve(".erp") : data);
    }

    int port() {
        return port == null ? 8080 : port;
    }

    /** @throws ErpException when nothing runs there, or on another port than the one that was asked for */
    RunFile running() {
        RunFile run = data().running()
                .orElseThrow(
                        () -> new ErpException("Nothing runs on %s; start it with ./erp up.".formatted(data().path())));
        requireItsPort(run);
        return run;
    }

    /** @throws ErpException when it runs on another port than the one that was asked for */
    void requireItsPort(RunFile run) {
        if (port != null && URI.create(run.gateway()).getPort() != port) {
            throw new ErpException(
                    "The system on %s answers at %s, not on port %d.".formatted(data().path(), run.gateway(), port));
        }
    }
}
