package dev.erp.standalone;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * The service a log line comes from: told by the logger's package, else by the class loader that the thread was started
 * under. Threads of shared libraries serve everybody and stay without a name.
 */
public final class ServiceConverter extends ClassicConverter {
    private static final String OURS = "dev.erp.";

    @Override
    public String convert(ILoggingEvent event) {
        String logger = event.getLoggerName();
        if (logger.startsWith(OURS) && !logger.startsWith("dev.erp.chassis.")) {
            int end = logger.indexOf('.', OURS.length());
            return end < 0 ? "-" : logger.substring(OURS.length(), end);
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        String name = loader == null ? null : loader.getName();
        return name != null && name.endsWith("-service") ? name.substring(0, name.length() - "-service".length()) : "-";
    }
}
