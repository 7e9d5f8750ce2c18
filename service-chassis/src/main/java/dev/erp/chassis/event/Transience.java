package dev.erp.chassis.event;

import dev.erp.chassis.persistence.Transactions;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcRollbackException;
import io.r2dbc.spi.R2dbcTransientException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells an outage, which ends by itself, from an event that can never be handled. */
public final class Transience {

    private static final String QUERY_CANCELED = "57014";

    private Transience() {}

    public static boolean isTransient(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (cause instanceof InvalidEventException) {
                return false;
            }
            if (isOutage(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the work was cut off because it took too long: the fault of an outage, or of the work itself. */
    static boolean isCutOff(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (cause instanceof Transactions.CutOffException
                    || (cause instanceof R2dbcException e && QUERY_CANCELED.equals(e.getSqlState()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutage(Throwable cause) {
        return cause instanceof R2dbcTransientException
                || cause instanceof R2dbcRollbackException
                || cause instanceof R2dbcNonTransientResourceException
                || cause instanceof TransientDataAccessException
                || cause instanceof NonTransientDataAccessResourceException
                || cause instanceof CannotCreateTransactionException
                || cause instanceof TransactionSystemException
                || cause instanceof TimeoutException
                || cause instanceof IOException
                || cause instanceof InterruptedException
                || cause instanceof StillWaitingException
                || (cause instanceof R2dbcException e && isServerGoingDown(e.getSqlState()));
    }

    /** Class 08 connection, 40 rollback, 53 resources, 57 operator intervention, 58 system error, 55P03 lock not available. */
    private static boolean isServerGoingDown(String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08")
                        || sqlState.startsWith("40")
                        || sqlState.startsWith("53")
                        || sqlState.startsWith("57")
                        || sqlState.startsWith("58")
                        || sqlState.equals("55P03")
                        || sqlState.equals("25006"));
    }

    /** The parked event in front was replayed meanwhile: the set is to be tried again. */
    static final class StillWaitingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StillWaitingException() {
            super("a parked event was replayed while a later one was about to wait behind it", null, false, false);
        }
    }
}
