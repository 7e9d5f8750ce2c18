package dev.erp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** On what the figures were found. */
final class Machine {
    private Machine() {}

    /** One line: processor, cores, memory, operating system, JDK. */
    static String describe() {
        return "%s, %d cores, %d GiB, %s %s, Java %s"
                .formatted(
                        field("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
                        Runtime.getRuntime().availableProcessors(),
                        Math.round(Long.parseLong(
                                        field("/proc/meminfo", "MemTotal", "0").replaceAll("[^0-9]", ""))
                                / (1024.0 * 1024.0)),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("java.version"));
    }

    private static String field(String file, String name, String otherwise) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException _) {
            return otherwise;
        }
    }
}
