package dev.erp.purchasing.supplier;

import dev.erp.chassis.event.EventJson;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.MergePatch;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The one writer of suppliers. Its commands run in the caller's transaction. */
@Component
class Suppliers {

    static final String TOPIC = "erp.purchasing.supplier";

    private static final String SELECT = """
        SELECT id, number, name, tax_id, currency, payment_term_days, lead_time_days, contacts, addresses, searched,
               status, version, created_at, updated_at
          FROM supplier
        """;

    private final DatabaseClient database;
    private final Outbox outbox;
    private final MergePatch mergePatch;
    private final Clock clock;

    Suppliers(DatabaseClient database, Outbox outbox, MergePatch mergePatch, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.mergePatch = mergePatch;
        this.clock = clock;
    }

    Mono<Supplier> create(SupplierDetails details, Caller caller) {
        return database.sql("SELECT nextval('supplier_number') AS number")
                .map(row -> "V-%06d".formatted(row.get("number", Long.class)))
                .one()
                .map(number -> new Supplier(
                        Ids.next(), number, details, Supplier.Status.ACTIVE, 1, clock.instant(), clock.instant()))
                .flatMap(supplier -> write(supplier)
                        .then(publish("created", supplier, supplier.createdData(), caller))
                        .thenReturn(supplier));
    }

    /** @throws Problem 404, 412, 400 naming what the patch would make wrong, or 409 {@code supplier_has_prices} */
    Mono<Supplier> change(UUID id, IfMatch ifMatch, JsonNode patch, Caller caller) {
        return lock(id).flatMap(supplier -> {
            ifMatch.require(supplier.version());
            SupplierDetails details = mergePatch.apply(supplier.details(), patch);
            if (details.equals(supplier.details())) {
                return Mono.just(supplier);
            }
            Supplier changed = supplier.changed(details, clock.instant());
            return requireNoPricesInAnotherCurrency(supplier, details.currency())
                    .then(write(changed))
                    .then(publish("updated", changed, changed.changedData(supplier), caller))
                    .thenReturn(changed);
        });
    }

    private Mono<Void> requireNoPricesInAnotherCurrency(Supplier supplier, Currency currency) {
        Currency now = supplier.details().currency();
        if (now.equals(currency)) {
            return Mono.empty();
        }
        return database.sql("SELECT EXISTS (SELECT FROM supplier_product WHERE supplier_id = :id) AS has_prices")
                .bind("id", supplier.id())
                .map(row -> row.get("has_prices", Boolean.class))
                .one()
                .doOnNext(hasPrices -> {
                    if (hasPrices) {
                        throw Problem.conflict(
                                "supplier_has_prices",
                                "Supplier %s has prices in %s: end them before its currency changes."
                                        .formatted(supplier.number(), now));
                    }
                })
                .then();
    }

    /** @throws Problem 404, or 409 {@code supplier_is_inactive} */
    Mono<Supplier> deactivate(UUID id, Caller caller) {
        return lock(id).flatMap(supplier -> {
            if (supplier.status() == Supplier.Status.INACTIVE) {
                throw Problem.conflict(
                        "supplier_is_inactive", "Supplier " + supplier.number() + " is inactive already.");
            }
            Supplier inactive = supplier.deactivated(clock.instant());
            return write(inactive)
                    .then(publish("deactivated", inactive, inactive.changedData(supplier), caller))
                    .thenReturn(inactive);
        });
    }

    /** @throws Problem 404 */
    Mono<Supplier> find(UUID id) {
        return one(SELECT + "WHERE id = :id", id);
    }

    Mono<Page<Supplier.View>> list(String status, String text, PageRequest page) {
        return ListQuery.select(SELECT)
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("name", "name", String.class)
                .sortable("number", "number", String.class)
                .where("status = :status", "status", status)
                .search("searched ILIKE :q", text)
                .page(database, page, row -> read(row).view());
    }

    /** @throws Problem 404 */
    Mono<Supplier> lock(UUID id) {
        return one(SELECT + "WHERE id = :id FOR UPDATE", id);
    }

    private Mono<Supplier> one(String select, UUID id) {
        return database.sql(select)
                .bind("id", id)
                .map(Suppliers::read)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("supplier", id)));
    }

    /** The supplier as it now is, new or changed. */
    Mono<Long> write(Supplier supplier) {
        SupplierDetails details = supplier.details();
        return database.sql("""
            INSERT INTO supplier (id, number, name, tax_id, currency, payment_term_days, lead_time_days, contacts,
                                  addresses, searched, status, version, created_at, updated_at)
            VALUES (:id, :number, :name, :taxId, :currency, :paymentTermDays, :leadTimeDays, :contacts,
                    :addresses, :searched, :status, :version, :createdAt, :updatedAt)
            ON CONFLICT (id) DO UPDATE
               SET name = excluded.name, tax_id = excluded.tax_id, currency = excluded.currency,
                   payment_term_days = excluded.payment_term_days, lead_time_days = excluded.lead_time_days,
                   contacts = excluded.contacts, addresses = excluded.addresses, searched = excluded.searched,
                   status = excluded.status, version = excluded.version, updated_at = excluded.updated_at
            """)
                .bind("id", supplier.id())
                .bind("number", supplier.number())
                .bind("name", details.name())
                .bind("taxId", Parameters.in(R2dbcType.VARCHAR, details.taxId()))
                .bind("currency", details.currency().getCurrencyCode())
                .bind("paymentTermDays", details.paymentTermDays())
                .bind("leadTimeDays", details.leadTimeDays())
                .bind("contacts", EventJson.write(details.contacts()))
                .bind("addresses", EventJson.write(details.addresses()))
                .bind("searched", supplier.searched())
                .bind("status", supplier.status().code())
                .bind("version", supplier.version())
                .bind("createdAt", supplier.createdAt().atOffset(ZoneOffset.UTC))
                .bind("updatedAt", supplier.updatedAt().atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated();
    }

    Mono<Void> publish(String what, Supplier supplier, Object data, Caller caller) {
        return outbox.append(List.of(NewEvent.of(
                TOPIC,
                "purchasing.supplier." + what + ".v1",
                supplier.id(),
                supplier.version(),
                supplier.updatedAt(),
                caller.inProcess(supplier.id()),
                data)));
    }

    private static Supplier read(Readable row) {
        SupplierDetails details = new SupplierDetails(
                row.get("name", String.class),
                row.get("tax_id", String.class),
                Currency.getInstance(row.get("currency", String.class)),
                row.get("payment_term_days", Integer.class),
                row.get("lead_time_days", Integer.class),
                List.of(EventJson.MAPPER.readValue(row.get("contacts", String.class), SupplierDetails.Contact[].class)),
                List.of(EventJson.MAPPER.readValue(
                        row.get("addresses", String.class), SupplierDetails.Address[].class)));
        return new Supplier(
                row.get("id", UUID.class),
                row.get("number", String.class),
                details,
                Supplier.Status.of(row.get("status", String.class)),
                row.get("version", Long.class),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                row.get("updated_at", OffsetDateTime.class).toInstant());
    }
}
