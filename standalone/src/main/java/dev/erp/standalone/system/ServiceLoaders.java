package dev.erp.standalone.system;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The class loaders of one JVM that runs all services: a service's own classes in a loader of its own, the libraries that all
 * have in common in one below it. A service that lacks one of those, or has another version of it, stands on nothing but its own.
 */
final class ServiceLoaders {
    private final UnpackedJars jars;
    private final Set<ServiceJar.Library> common;
    private final ClassLoader shared;

    ServiceLoaders(UnpackedJars jars, List<ServiceJar> services) {
        this.jars = jars;
        services.forEach(jars::addLibrariesOf);
        this.common = ServiceJar.common(services);
        Map<ServiceJar.Library, Path> files = new LinkedHashMap<>(); // in class path order
        services.getFirst().libraries().stream()
                .filter(common::contains)
                .forEach(library -> files.put(library, jars.file(library)));
        Set<Path> lent = LentClasses.onClassPath(files.values());
        URL[] others = files.values().stream()
                .filter(file -> !lent.contains(file))
                .map(UnpackedJars::url)
                .toArray(URL[]::new);
        this.shared = new URLClassLoader("shared", others, new LentClasses(lent));
    }

    /** @param classes where the service's own classes lie */
    URLClassLoader loader(ServiceJar service, URL classes) {
        boolean standsOnShared = Set.copyOf(service.libraries()).containsAll(common);
        List<URL> urls = new ArrayList<>(List.of(classes));
        service.libraries().stream()
                .filter(library -> !standsOnShared || !common.contains(library))
                .map(jars::file)
                .map(UnpackedJars::url)
                .forEach(urls::add);
        ClassLoader below = standsOnShared ? shared : new LentClasses(Set.of());
        return new URLClassLoader(service.name(), urls.toArray(URL[]::new), below);
    }
}
