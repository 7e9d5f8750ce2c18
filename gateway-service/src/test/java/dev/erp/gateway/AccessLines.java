package dev.erp.gateway;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hears what is written to the access log. */
final class AccessLines extends UnsynchronizedAppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    static AccessLines listen() {
        var heard = new AccessLines();
        heard.setContext(logger().getLoggerContext());
        heard.start();
        logger().addAppender(heard);
        return heard;
    }

    /** The line of this path, waited for. */
    JsonNode of(String path) {
        return parse(raw("\"path\":\"" + path + "\""));
    }

    /** The one line that has this in it, waited for. */
    String raw(String part) {
        return await().until(
                        () -> lines.stream().filter(line -> line.contains(part)).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    List<String> all() {
        return List.copyOf(lines);
    }

    static JsonNode parse(String line) {
        return JSON.readTree(line);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage());
    }

    @Override
    public void close() {
        logger().detachAppender(this);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("erp.access");
    }
}
