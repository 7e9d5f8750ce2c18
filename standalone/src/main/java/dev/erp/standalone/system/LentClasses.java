package dev.erp.standalone.system;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this process lends to the services: the JDK, one logging system, so that all lines land in one file, and those of their
 * common libraries that lie on the class path, because only what lies there can come from the JVM's archive of loaded classes.
 * The rest of the class path, the broker and this program, is not to be seen from there.
 */
final class LentClasses extends ClassLoader {
    private static final List<String> LOGGING = List.of("org.slf4j.", "ch.qos.logback.");
    private static final ClassLoader OURS = LentClasses.class.getClassLoader();

    static {
        registerAsParallelCapable();
    }

    private final Set<String> locations;
    private final ConcurrentHashMap<CodeSource, Boolean> known = new ConcurrentHashMap<>();

    /** @param jars on the class path that are lent */
    LentClasses(Collection<Path> jars) {
        super("lent", ClassLoader.getPlatformClassLoader());
        locations = jars.stream().map(LentClasses::location).collect(Collectors.toUnmodifiableSet());
    }

    /** Those of {@code jars} that lie on this JVM's class path. */
    static Set<Path> onClassPath(Collection<Path> jars) {
        Set<Path> classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .collect(Collectors.toSet());
        return jars.stream().filter(classPath::contains).collect(Collectors.toUnmodifiableSet());
    }

    private static String location(Path jar) {
        try {
            return jar.toUri().toURL().toString();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(jar + " has no URL", e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (locations.isEmpty() && !isLogging(name)) {
            throw new ClassNotFoundException(name);
        }
        Class<?> type = OURS.loadClass(name);
        if (isLogging(name) || isLent(type)) {
            return type;
        }
        throw new ClassNotFoundException(name);
    }

    private static boolean isLogging(String name) {
        return LOGGING.stream().anyMatch(name::startsWith);
    }

    private boolean isLent(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source != null
                && known.computeIfAbsent(
                        source, from -> locations.contains(from.getLocation().toString()));
    }

    @Override
    protected URL findResource(String name) {
        try {
            Enumeration<URL> found = findResources(name);
            return found.hasMoreElements() ? found.nextElement() : null;
        } catch (IOException _) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return locations.isEmpty()
                ? Collections.emptyEnumeration()
                : Collections.enumeration(Collections.list(OURS.getResources(name)).stream()
                        .filter(this::isLent)
                        .toList());
    }

    private boolean isLent(URL resource) {
        String url = resource.toString();
        int end = url.indexOf("!/");
        return url.startsWith("jar:") && end > 0 && locations.contains(url.substring("jar:".length(), end));
    }
}
