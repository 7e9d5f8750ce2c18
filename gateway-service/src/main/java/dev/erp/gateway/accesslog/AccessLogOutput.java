package dev.erp.gateway.accesslog;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.stereotype.Component;

/**
 * Where the lines go: as they are to standard output, so that each is one JSON object, and from a thread of its own, because no event
 * loop may wait for a terminal or a pipe. When that thread cannot follow, lines are dropped. Whoever gave the logger an appender in a
 * logging configuration of their own, or took logging over as a whole, gets the lines there instead.
 */
@Component
@ConditionalOnProperty("erp.gateway.access-log.enabled")
final class AccessLogOutput implements DisposableBean {

    private static final int QUEUED_LINES = 8192;
    private static final String RAW = "%msg%n";

    private final AsyncAppender output;

    AccessLogOutput() {
        output = LoggerFactory.getLogger(AccessLog.LOGGER) instanceof Logger logger && !isTakenOver(logger)
                ? attach(logger)
                : null;
    }

    @Override
    public void destroy() {
        if (output != null) {
            // writes what is queued
            output.stop();
            ((Logger) LoggerFactory.getLogger(AccessLog.LOGGER)).detachAppender(output);
        }
    }

    private static boolean isTakenOver(Logger logger) {
        return logger.iteratorForAppenders().hasNext()
                || LoggingSystem.NONE.equals(System.getProperty(LoggingSystem.SYSTEM_PROPERTY));
    }

    private static AsyncAppender attach(Logger logger) {
        LoggerContext context = logger.getLoggerContext();
        var lines = new PatternLayoutEncoder();
        lines.setContext(context);
        lines.setPattern(RAW);
        lines.start();
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setEncoder(lines);
        console.start();
        var async = new AsyncAppender();
        async.setContext(context);
        async.setName("erp-access-log");
        async.setQueueSize(QUEUED_LINES);
        async.setDiscardingThreshold(0);
        async.setNeverBlock(true);
        async.addAppender(console);
        async.start();
        logger.addAppender(async);
        logger.setAdditive(false);
        return async;
    }
}
