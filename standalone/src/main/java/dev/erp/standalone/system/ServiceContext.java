package dev.erp.standalone.system;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One service's application context in this JVM, reached by reflection, because its Spring is not ours. */
final class ServiceContext implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceContext.class);

    private final String name;
    private final URLClassLoader loader;
    private final AutoCloseable context;

    private ServiceContext(String name, URLClassLoader loader, AutoCloseable context) {
        this.name = name;
        this.loader = loader;
        this.context = context;
    }

    /**
     * Does what the service's main method would do, but keeps the context to close and leaves out the shutdown hook: hooks run
     * all at once, and the order of stopping matters.
     *
     * @param arguments as on the command line: {@code --name=value}
     */
    static ServiceContext start(ServiceJar service, URLClassLoader loader, List<String> arguments) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader); // threads that the service starts inherit it
        try {
            Class<?> type = loader.loadClass("org.springframework.boot.SpringApplication");
            Class<?> source = loader.loadClass(service.startClass());
            Object application = type.getConstructor(Class[].class).newInstance((Object) new Class<?>[] {source});
            type.getMethod("setRegisterShutdownHook", boolean.class).invoke(application, false);
            Object context = type.getMethod("run", String[].class)
                    .invoke(application, (Object) arguments.toArray(String[]::new));
            return new ServiceContext(service.name(), loader, (AutoCloseable) context);
        } catch (InvocationTargetException e) {
            LOG.info("{} does not start", service.name(), e.getCause()); // its own logging has said so
            throw new ErpException(
                    "%s does not start: %s".formatted(service.name(), reason(e.getCause())), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new ErpException("%s is no Spring Boot application: %s".formatted(service.name(), e), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    String name() {
        return name;
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).lines().findFirst().orElse(root.toString());
    }

    @Override
    public void close() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            context.close();
            loader.close();
        } catch (IOException e) {
            LOG.debug("{}: class loader", name, e);
        } catch (Exception e) {
            LOG.warn("{} did not stop cleanly", name, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
