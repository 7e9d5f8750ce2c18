package dev.erp.sales.customer;

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
import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** The one writer of customers. Its commands run in the caller's transaction. */
@Component
class Customers {

    static final String TOPIC = "erp.sales.customer";

    private static final String SELECT = """
        SELECT id, number, name, email, phone, tax_id, currency, payment_term_days, billing_address,
               shipping_addresses, contacts, search_text, credit_limit, status, version, created_at, updated_at
          FROM customer
        """;

    private final DatabaseClient database;
    private final Outbox outbox;
    private final MergePatch mergePatch;
    private final Clock clock;

    Customers(DatabaseClient database, Outbox outbox, MergePatch mergePatch, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.mergePatch = mergePatch;
        this.clock = clock;
    }

    Mono<Customer> create(CustomerDetails details, Caller caller) {
        return database.sql("SELECT nextval('customer_number') AS number")
                .map(row -> "C-%06d".formatted(row.get("number", Long.class)))
                .one()
                .map(number -> new Customer(
                        Ids.next(), number, details, null, Customer.Status.ACTIVE, 1, clock.instant(), clock.instant()))
                .flatMap(customer -> insert(customer)
                        .then(publish("created", customer, customer.createdData(), caller))
                        .thenReturn(customer));
    }

    /** @throws Problem 404, 412, or 400 naming what the patch would make wrong */
    Mono<Customer> change(UUID id, IfMatch ifMatch, JsonNode patch, Caller caller) {
        return lock(id).flatMap(customer -> {
            ifMatch.require(customer.version());
            CustomerDetails details = mergePatch.apply(customer.details(), patch);
            if (customer.creditLimit() != null
                    && !details.currency().equals(customer.details().currency())) {
                throw Problem.conflict(
                        "credit_limit_in_currency",
                        "The credit limit of customer " + customer.number() + " is in "
                                + customer.details().currency() + ": take it away before changing the currency.");
            }
            if (details.equals(customer.details())) {
                return Mono.just(customer);
            }
            Customer changed = customer.changed(details, clock.instant());
            return update(changed)
                    .then(publish("updated", changed, changed.changedData(customer), caller))
                    .thenReturn(changed);
        });
    }

    /**
     * @throws Problem 404, 412, or 422 {@code currency_mismatch}
     */
    Mono<Customer> limit(UUID id, IfMatch ifMatch, JsonNode patch, Caller caller) {
        return lock(id).flatMap(customer -> {
            ifMatch.require(customer.version());
            BigDecimal now = customer.creditLimit();
            CreditLimit limit = mergePatch.apply(CreditLimit.of(customer), patch);
            BigDecimal then = limit.in(customer.details().currency());
            if (now == null ? then == null : then != null && now.compareTo(then) == 0) {
                return Mono.just(customer);
            }
            Customer changed = customer.limited(then, clock.instant());
            return update(changed)
                    .then(publish("updated", changed, changed.changedData(customer), caller))
                    .thenReturn(changed);
        });
    }

    /** @throws Problem 404, or 409 {@code customer_is_inactive} */
    Mono<Customer> deactivate(UUID id, Caller caller) {
        return lock(id).flatMap(customer -> {
            if (customer.status() == Customer.Status.INACTIVE) {
                throw Problem.conflict(
                        "customer_is_inactive", "Customer " + customer.number() + " is inactive already.");
            }
            Customer inactive = customer.deactivated(clock.instant());
            return update(inactive)
                    .then(publish("deactivated", inactive, inactive.changedData(customer), caller))
                    .thenReturn(inactive);
        });
    }

    Mono<Customer> find(UUID id) {
        return one(SELECT + "WHERE id = :id", id);
    }

    Mono<Page<Customer.View>> list(String status, String text, PageRequest page) {
        return ListQuery.select(SELECT)
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("name", "name", String.class)
                .sortable("number", "number", String.class)
                .where("status = :status", "status", status)
                .search("search_text ILIKE :q", text)
                .page(database, page, row -> read(row).view());
    }

    private Mono<Customer> lock(UUID id) {
        return one(SELECT + "WHERE id = :id FOR UPDATE", id);
    }

    private Mono<Customer> one(String select, UUID id) {
        return database.sql(select)
                .bind("id", id)
                .map(Customers::read)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("customer", id)));
    }

    private Mono<Long> insert(Customer customer) {
        GenericExecuteSpec insert = database.sql("""
            INSERT INTO customer (id, number, name, email, phone, tax_id, currency, payment_term_days,
                                  billing_address, shipping_addresses, contacts, contact_text, credit_limit, status, version, created_at, updated_at)
            VALUES (:id, :number, :name, :email, :phone, :taxId, :currency, :paymentTermDays,
                    :billingAddress, :shippingAddresses, :contacts, :contactText, :creditLimit, :status, :version,
                    :createdAt, :updatedAt)
            """)
                .bind("number", customer.number())
                .bind("createdAt", customer.createdAt().atOffset(ZoneOffset.UTC));
        return bind(insert, customer).fetch().rowsUpdated();
    }

    private Mono<Long> update(Customer customer) {
        return bind(database.sql("""
            UPDATE customer
               SET name = :name, email = :email, phone = :phone, tax_id = :taxId,
                   currency = :currency, payment_term_days = :paymentTermDays,
                   billing_address = :billingAddress, shipping_addresses = :shippingAddresses,
                   contacts = :contacts, contact_text = :contactText, credit_limit = :creditLimit, status = :status, version = :version,
                   updated_at = :updatedAt
             WHERE id = :id
            """), customer).fetch().rowsUpdated();
    }

    private Mono<Void> publish(String what, Customer customer, Customer.Data data, Caller caller) {
        return outbox.append(List.of(NewEvent.of(
                TOPIC,
                "sales.customer." + what + ".v1",
                customer.id(),
                customer.version(),
                customer.updatedAt(),
                caller.inProcess(customer.id()),
                data)));
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec statement, Customer customer) {
        CustomerDetails details = customer.details();
        return statement
                .bind("id", customer.id())
                .bind("name", details.name())
                .bind("email", Parameters.in(R2dbcType.VARCHAR, details.email()))
                .bind("phone", Parameters.in(R2dbcType.VARCHAR, details.phone()))
                .bind("taxId", Parameters.in(R2dbcType.VARCHAR, details.taxId()))
                .bind("currency", details.currency().getCurrencyCode())
                .bind("paymentTermDays", details.paymentTermDays())
                .bind("billingAddress", json(details.billingAddress()))
                .bind("shippingAddresses", json(details.shippingAddresses()))
                .bind("contacts", json(details.contacts()))
                .bind("contactText", Parameters.in(R2dbcType.VARCHAR, details.contactText()))
                .bind("creditLimit", Parameters.in(R2dbcType.NUMERIC, customer.creditLimit()))
                .bind("status", customer.status().code())
                .bind("version", customer.version())
                .bind("updatedAt", customer.updatedAt().atOffset(ZoneOffset.UTC));
    }

    private static Parameter json(Object value) {
        return Parameters.in(R2dbcType.VARCHAR, value == null ? null : EventJson.write(value));
    }

    private static Customer read(Readable row) {
        CustomerDetails details = new CustomerDetails(
                row.get("name", String.class),
                row.get("email", String.class),
                row.get("phone", String.class),
                row.get("tax_id", String.class),
                Currency.getInstance(row.get("currency", String.class)),
                row.get("payment_term_days", Integer.class),
                parsed(row, "billing_address", new TypeReference<>() {}),
                parsed(row, "shipping_addresses", new TypeReference<>() {}),
                parsed(row, "contacts", new TypeReference<>() {}));
        return new Customer(
                row.get("id", UUID.class),
                row.get("number", String.class),
                details,
                row.get("credit_limit", BigDecimal.class),
                Customer.Status.valueOf(row.get("status", String.class).toUpperCase(java.util.Locale.ROOT)),
                row.get("version", Long.class),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                row.get("updated_at", OffsetDateTime.class).toInstant());
    }

    private static <T> T parsed(Readable row, String column, TypeReference<T> type) {
        String json = row.get(column, String.class);
        return json == null ? null : EventJson.MAPPER.readValue(json, type);
    }
}
