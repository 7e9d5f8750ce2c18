package dev.erp.bench.limit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;

/** The order in which Flyway runs migrations: by the numbers after the V, and not by their digits. */
final class ByVersion implements Comparator<Path> {
    @Override
    public int compare(Path one, Path other) {
        return Arrays.compare(version(one), version(other));
    }

    private static int[] version(Path file) {
        String name = file.getFileName().toString();
        String version = name.substring(1, name.indexOf("__"));
        return Arrays.stream(version.split("[._]")).mapToInt(Integer::parseInt).toArray();
    }
}
