package dev.erp.chassis.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.persistence.Transactions.CutOffException;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A transaction is done whole or not at all, whoever loses patience with it. */
@ServiceTest
class TransactionsTest {

    @Autowired
    Transactions transactions;

    @Autowired
    ReactiveTransactionManager manager;

    @Autowired
    DatabaseClient client;

    @Autowired
    Database database;

    @Test
    void work_goes_on_to_its_commit_when_nobody_waits_for_it_any_more() throws Exception {
        UUID first = Ids.next();
        UUID second = Ids.next();
        var halfDone = new CountDownLatch(1);
        Sinks.One<Boolean> goOn = Sinks.one();
        Disposable waiting = transactions
                .run(insert(first)
                        .doOnSuccess(rows -> halfDone.countDown())
                        .then(goOn.asMono())
                        .then(insert(second)))
                .subscribe();
        assertThat(halfDone.await(10, TimeUnit.SECONDS)).isTrue();

        waiting.dispose();
        assertThat(count(first)).isZero();
        goOn.tryEmitValue(true).orThrow();

        await().untilAsserted(() -> assertThat(count(second)).isOne());
        assertThat(count(first)).isOne();
    }

    @Test
    void work_that_never_ends_is_cut_off_and_leaves_nothing_behind() {
        UUID row = Ids.next();

        assertCutOff(insert(row).then(Mono.never()));

        assertThat(count(row)).isZero();
        assertServesAndNothingIsUnderWay();
    }

    @Test
    void a_statement_that_takes_too_long_is_cut_off_and_leaves_nothing_behind() {
        UUID row = Ids.next();

        assertCutOff(insert(row)
                .then(client.sql("SELECT pg_sleep(3)").then())
                .then(Mono.defer(() -> insert(Ids.next())).then()));

        assertServesAndNothingIsUnderWay();
        assertThat(count(row)).isZero();
    }

    private void assertCutOff(Mono<Void> work) {
        var impatient = new Transactions(TransactionalOperator.create(manager), client, Duration.ofMillis(200));
        assertThatThrownBy(() -> impatient.run(work).block(Duration.ofSeconds(10)))
                .isInstanceOf(CutOffException.class)
                .hasMessage("a transaction was cut off after 200 ms");
    }

    /** What was cut off ends at the server too, and no connection stays in a transaction. */
    private void assertServesAndNothingIsUnderWay() {
        await().untilAsserted(() -> assertThat(database.number("""
                        SELECT count(*) FROM pg_stat_activity
                         WHERE datname = current_database() AND pid <> pg_backend_pid()
                           AND (xact_start IS NOT NULL OR state <> 'idle')
                        """)).isZero());
        assertThat(transactions.run(insert(Ids.next())).block(Duration.ofSeconds(10)))
                .isOne();
    }

    private Mono<Long> insert(UUID id) {
        return client.sql("INSERT INTO counter VALUES (:id, 'transaction', 0, 1, now())")
                .bind("id", id)
                .fetch()
                .rowsUpdated();
    }

    private long count(UUID id) {
        return database.number("SELECT count(*) FROM counter WHERE id = ?", id);
    }
}
