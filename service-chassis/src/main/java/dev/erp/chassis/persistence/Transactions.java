package dev.erp.chassis.persistence;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Runs work in one transaction and to its end, even if nobody waits for it any more. A transaction that is cancelled with its
 * subscriber may be torn: the rollback is sent on one thread while another sends the next statement, which then stands alone behind
 * the rollback and takes effect, in no transaction or in that of the connection's next user.
 */
public final class Transactions {

    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    private final TransactionalOperator transaction;
    private final DatabaseClient database;
    private final Duration limit;

    /** @param limit how long the work of a transaction may take, the wait for a connection not counted */
    public Transactions(TransactionalOperator transaction, DatabaseClient database, Duration limit) {
        this.transaction = transaction;
        this.database = database;
        this.limit = limit;
    }

    /**
     * Work that takes longer than the limit fails with a {@link CutOffException}; its connection is closed, so that nothing of it can
     * reach the database any more.
     */
    public <T> Mono<T> run(Mono<T> work) {
        return Mono.deferContextual(context -> {
            AtomicBoolean cutOff = new AtomicBoolean();
            Mono<T> whole = transaction
                    .transactional(work.timeout(limit, Mono.defer(() -> {
                        cutOff.set(true);
                        return hangUp().then(Mono.error(new CutOffException(limit)));
                    })))
                    // the rollback that cannot be sent any more hides what happened
                    .onErrorMap(e -> cutOff.get() && !(e instanceof CutOffException), e -> new CutOffException(limit));
            return Mono.fromFuture(whole.contextWrite(context).toFuture(), true)
                    // for its begin and its commit, on a connection that has gone silent: nobody waits for ever
                    .timeout(limit.multipliedBy(2), Mono.error(() -> new CutOffException(limit)));
        });
    }

    /** Has it done once the current transaction is committed; at once when there is none. */
    public static Mono<Void> afterCommit(Runnable work) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(work);
                    }
                }))
                .then()
                .onErrorResume(NoTransactionException.class, e -> Mono.fromRunnable(work));
    }

    private Mono<Void> hangUp() {
        return database.inConnection(
                        connection -> Mono.from(physical(connection).close()))
                .onErrorResume(e -> {
                    LOG.warn(
                            "The connection of a transaction that took too long could not be closed: {}", e.toString());
                    return Mono.empty();
                });
    }

    private static Connection physical(Connection connection) {
        Connection physical = connection;
        while (physical instanceof Wrapped<?> wrapped && wrapped.unwrap() instanceof Connection inner) {
            physical = inner;
        }
        return physical;
    }

    /** A transaction took longer than it may. Nothing of it has taken effect, unless only the answer to its commit was lost. */
    public static final class CutOffException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CutOffException(Duration limit) {
            super("a transaction was cut off after " + limit.toMillis() + " ms", new TimeoutException());
        }
    }
}
