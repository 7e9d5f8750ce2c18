package dev.erp.standalone.system;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
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
        URL[] urls = services.getFirst().libraries().stream()
                .filter(common::contains)
                .map(jars::url)
                .toArray(URL[]::new);
        this.shared = new URLClassLoader("shared", urls, new Platform());
    }

    /** @param classes where the service's own classes lie */
    URLClassLoader loader(ServiceJar service, URL classes) {
        boolean standsOnShared = standsOnShared(service);
        List<URL> urls = new ArrayList<>(List.of(classes));
        service.libraries().stream()
                .filter(library -> !standsOnShared || !common.contains(library))
                .map(jars::url)
                .forEach(urls::add);
        return new URLClassLoader(service.name(), urls.toArray(URL[]::new), standsOnShared ? shared : new Platform());
    }

    /**
     * The gateway never: it has more libraries, auto-configuration of the shared ones would find them with its loader and
     * then fail to link to them, because a class cannot see what lies in a loader above its own.
     */
    private boolean standsOnShared(ServiceJar service) {
        return !service.isGateway() && Set.copyOf(service.libraries()).containsAll(common);
    }

    /** What this process lends to all: the JDK, and one logging system, so that all lines land in one file. */
    private static final class Platform extends ClassLoader {
        private static final List<String> LENT = List.of("org.slf4j.", "ch.qos.logback.");

        private Platform() {
            super("platform", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (LENT.stream().anyMatch(name::startsWith)) {
                return ServiceLoaders.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
