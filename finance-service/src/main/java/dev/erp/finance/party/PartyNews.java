package dev.erp.finance.party;

import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.finance.document.Checks;
import dev.erp.finance.party.Party.Kind;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What finance reads of the events of customers and suppliers: each carries the whole state. */
record PartyNews(
        UUID customerId,
        UUID supplierId,
        String number,
        String name,
        String taxId,
        Currency currency,
        Integer paymentTermDays,
        Address billingAddress,
        String status) {

    record Address(String street, String postalCode, String city, String region, String country) {

        /** Up to four lines. */
        String inLines() {
            String town = Stream.of(postalCode, city).filter(Objects::nonNull).collect(Collectors.joining(" "));
            return Stream.of(street, town, region, country)
                    .filter(part -> part != null && !part.isBlank())
                    .collect(Collectors.joining("\n"));
        }
    }

    /** @throws InvalidEventException when something is missing or out of range */
    static Party of(IncomingEvent event) {
        PartyNews news = event.as(PartyNews.class);
        try {
            Kind kind = event.type().startsWith("sales.") ? Kind.CUSTOMER : Kind.SUPPLIER;
            UUID id = kind == Kind.CUSTOMER ? news.customerId : news.supplierId;
            Checks.require(event.subject().equals(id), "its id is not the subject of the event");
            Checks.requireText(news.number, "number");
            Checks.requireText(news.name, "name");
            Checks.require(news.currency != null, "currency is missing");
            Checks.requirePaymentTerm(news.paymentTermDays);
            Checks.require(List.of("active", "inactive").contains(news.status), "status is unknown");
            for (String text : Stream.of(news.taxId, news.address())
                    .filter(Objects::nonNull)
                    .toList()) {
                Checks.require(text.length() <= 1000 && text.indexOf('\0') < 0, "a text is too long or has a NUL");
            }
            return new Party(
                    id,
                    kind,
                    news.number,
                    news.name,
                    news.currency,
                    news.paymentTermDays,
                    news.taxId,
                    news.address(),
                    news.status.equals("active"),
                    event.sequence());
        } catch (IllegalArgumentException e) {
            throw new InvalidEventException(event.type() + " " + event.id() + ": " + e.getMessage(), e);
        }
    }

    private String address() {
        return billingAddress == null ? null : billingAddress.inLines();
    }
}
