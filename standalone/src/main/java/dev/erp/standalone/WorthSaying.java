package dev.erp.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/** Of all that goes to the log file, the console shows errors, and warnings of our own code. */
public final class WorthSaying extends Filter<ILoggingEvent> {
    @Override
    public FilterReply decide(ILoggingEvent event) {
        boolean ours = event.getLoggerName().startsWith("dev.erp.");
        return event.getLevel().isGreaterOrEqual(ours ? Level.WARN : Level.ERROR)
                ? FilterReply.NEUTRAL
                : FilterReply.DENY;
    }
}
