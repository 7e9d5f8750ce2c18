package dev.erp.finance.party;

import static dev.erp.chassis.persistence.Columns.of;

import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.party.Party.Kind;
import io.r2dbc.spi.Readable;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Knows customers and suppliers from their events: only the newest state of each is kept. */
@Configuration(proxyBeanMethods = false)
public class Parties {

    private final DatabaseClient database;

    Parties(DatabaseClient database) {
        this.database = database;
    }

    @Bean
    EventSubscription partiesSubscription() {
        return EventSubscription.named("parties")
                .to(
                        "erp.sales.customer",
                        "sales.customer.created.v1",
                        "sales.customer.updated.v1",
                        "sales.customer.deactivated.v1")
                .to(
                        "erp.purchasing.supplier",
                        "purchasing.supplier.created.v1",
                        "purchasing.supplier.updated.v1",
                        "purchasing.supplier.deactivated.v1")
                .handledBy(this::apply);
    }

    /**
     * One that documents can be made for. Fails with a {@link Problem} 422 when there is none, 409 when it is not active.
     *
     * @param field that names it in the request
     */
    public Mono<Party> active(Kind kind, UUID id, String field) {
        String code = kind.unknown();
        return find(kind, id)
                .switchIfEmpty(Mono.error(() -> Problem.unprocessable(
                        code, new FieldError(field, code, "must be a " + kind.code() + " that there is"))))
                .doOnNext(party -> {
                    if (!party.active()) {
                        throw Problem.conflict(
                                kind.inactive(),
                                "The " + kind.code() + " " + party.number() + " is not active any more.");
                    }
                });
    }

    /** Empty when it is not known. */
    public Mono<Party> find(Kind kind, UUID id) {
        return database.sql("SELECT * FROM party WHERE id = :id AND kind = :kind")
                .bind("id", id)
                .bind("kind", kind.code())
                .map(Parties::party)
                .one();
    }

    /** One statement, in the order of ids, so that two sets that meet lock rows in the same order. */
    Mono<Void> apply(List<IncomingEvent> set) {
        Map<UUID, Party> newest = new TreeMap<>();
        set.forEach(event ->
                newest.merge(event.subject(), PartyNews.of(event), (a, b) -> b.version() > a.version() ? b : a));
        List<Party> parties = List.copyOf(newest.values());
        return database.sql("""
            INSERT INTO party AS known (id, kind, number, name, currency, payment_term_days, tax_id, address,
                                        active, version)
            SELECT * FROM unnest(:ids::uuid[], :kinds::text[], :numbers::text[], :names::text[],
                                 :currencies::text[], :terms::int[], :taxIds::text[], :addresses::text[],
                                 :actives::boolean[], :versions::bigint[])
            ON CONFLICT (id) DO UPDATE
               SET number = excluded.number, name = excluded.name, currency = excluded.currency,
                   payment_term_days = excluded.payment_term_days, tax_id = excluded.tax_id,
                   address = excluded.address, active = excluded.active, version = excluded.version
             WHERE known.version < excluded.version
            """)
                .bind("ids", of(parties, Party::id, UUID[]::new))
                .bind("kinds", of(parties, p -> p.kind().code(), String[]::new))
                .bind("numbers", of(parties, Party::number, String[]::new))
                .bind("names", of(parties, Party::name, String[]::new))
                .bind("currencies", of(parties, p -> p.currency().getCurrencyCode(), String[]::new))
                .bind("terms", of(parties, Party::paymentTermDays, Integer[]::new))
                .bind("taxIds", of(parties, Party::taxId, String[]::new))
                .bind("addresses", of(parties, Party::address, String[]::new))
                .bind("actives", of(parties, Party::active, Boolean[]::new))
                .bind("versions", of(parties, Party::version, Long[]::new))
                .then();
    }

    private static Party party(Readable row) {
        return new Party(
                row.get("id", UUID.class),
                Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                row.get("number", String.class),
                row.get("name", String.class),
                Currency.getInstance(row.get("currency", String.class)),
                row.get("payment_term_days", Integer.class),
                row.get("tax_id", String.class),
                row.get("address", String.class),
                row.get("active", Boolean.class),
                row.get("version", Long.class));
    }
}
