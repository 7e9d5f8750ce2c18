package dev.erp.sales.customer;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Notes about customers: written once. They do not change the customer, so nobody who edits it meanwhile is disturbed. */
@Component
class CustomerNotes {

    private static final String TOPIC = "erp.sales.customer-note";

    private final DatabaseClient database;
    private final Outbox outbox;
    private final Clock clock;

    CustomerNotes(DatabaseClient database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * In the caller's transaction.
     *
     * @throws Problem 404
     */
    Mono<CustomerNote> add(UUID customerId, String text, Caller caller) {
        CustomerNote note = new CustomerNote(
                Ids.next(),
                customerId,
                text,
                caller.actor().id(),
                caller.actor().name(),
                clock.instant());
        return requireCustomer(customerId)
                .then(database.sql("""
                    INSERT INTO customer_note (id, customer_id, text, author, author_name, written_at)
                    VALUES (:id, :customerId, :text, :author, :authorName, :writtenAt)
                    """)
                        .bind("id", note.id())
                        .bind("customerId", customerId)
                        .bind("text", text)
                        .bind("author", note.author())
                        .bind("authorName", note.authorName())
                        .bind("writtenAt", note.writtenAt().atOffset(ZoneOffset.UTC))
                        .then())
                .then(outbox.append(List.of(NewEvent.of(
                        TOPIC,
                        "sales.customer-note.added.v1",
                        note.id(),
                        1,
                        note.writtenAt(),
                        caller.inProcess(customerId),
                        new CustomerNote.Added(note.id(), customerId)))))
                .thenReturn(note);
    }

    /** @throws Problem 404 */
    Mono<Page<CustomerNote>> list(UUID customerId, PageRequest page) {
        return requireCustomer(customerId).then(Mono.defer(() -> ListQuery.select("""
                SELECT id, customer_id, text, author, author_name, written_at FROM customer_note
                """)
                .sortable("writtenAt", "written_at", OffsetDateTime.class)
                .where("customer_id = :customerId", "customerId", customerId)
                .page(database, page, CustomerNotes::read)));
    }

    private Mono<Boolean> requireCustomer(UUID id) {
        return database.sql("SELECT true AS known FROM customer WHERE id = :id")
                .bind("id", id)
                .map(row -> row.get("known", Boolean.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("customer", id)));
    }

    private static CustomerNote read(Readable row) {
        return new CustomerNote(
                row.get("id", UUID.class),
                row.get("customer_id", UUID.class),
                row.get("text", String.class),
                row.get("author", String.class),
                row.get("author_name", String.class),
                row.get("written_at", OffsetDateTime.class).toInstant());
    }
}
