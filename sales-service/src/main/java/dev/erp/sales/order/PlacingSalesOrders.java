package dev.erp.sales.order;

import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Outcomes;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.catalogue.Catalogue;
import dev.erp.sales.catalogue.CatalogueProduct;
import dev.erp.sales.customer.Address;
import dev.erp.sales.customer.Buyer;
import dev.erp.sales.customer.Buyers;
import dev.erp.sales.order.Pricing.Priced;
import dev.erp.sales.order.SalesOrder.Status;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Places an order in one round trip: it is priced with copies of customer and products from memory, and the one statement that
 * writes it ({@link NewSalesOrders}) checks that these copies still are what the database says. If not, nothing was written: the
 * copies are read anew and the order is priced again.
 */
@Component
class PlacingSalesOrders {

    private static final int ATTEMPTS = 3;

    /** The copies in memory were out of date. */
    private static final class OutdatedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutdatedException() {
            super("the copies of customer or products are out of date", null, false, false);
        }
    }

    private final Buyers buyers;
    private final Catalogue catalogue;
    private final OrderNumbers numbers;
    private final NewSalesOrders newOrders;
    private final SalesOrderQueries queries;
    private final Commands commands;
    private final Outcomes outcomes;
    private final Outbox outbox;
    private final CustomerReferences references;
    private final CreditLimits credit;
    private final Transactions transactions;
    private final Clock clock;

    PlacingSalesOrders(
            Buyers buyers,
            Catalogue catalogue,
            OrderNumbers numbers,
            NewSalesOrders newOrders,
            SalesOrderQueries queries,
            Commands commands,
            Outcomes outcomes,
            Outbox outbox,
            CustomerReferences references,
            CreditLimits credit,
            Transactions transactions,
            Clock clock) {
        this.buyers = buyers;
        this.catalogue = catalogue;
        this.numbers = numbers;
        this.newOrders = newOrders;
        this.queries = queries;
        this.commands = commands;
        this.outcomes = outcomes;
        this.outbox = outbox;
        this.references = references;
        this.credit = credit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @throws Problem 400, 403, 409 or 422 when the order cannot be placed as it is */
    Mono<ResponseEntity<byte[]>> place(Caller caller, PlaceSalesOrder request) {
        Mono<ResponseEntity<byte[]>> attempts = Mono.defer(() -> attempt(caller, request))
                .retryWhen(Retry.max(ATTEMPTS)
                        .filter(OutdatedException.class::isInstance)
                        .doBeforeRetry(again -> forget(request))
                        .onRetryExhaustedThrow((spec, last) -> tooBusy()));
        return attempts
                // a "no" must rest on fresh copies too
                .onErrorResume(Problem.class, refusal -> {
                    forget(request);
                    return attempts;
                })
                // a repeated request gets its first answer, even if the order could not be placed now
                .onErrorResume(Problem.class, refusal -> caller.idempotencyKey()
                        .map(commands::replay)
                        .orElse(Mono.empty())
                        .switchIfEmpty(Mono.error(refusal)));
    }

    private void forget(PlaceSalesOrder request) {
        buyers.forget(request.customerId());
        catalogue.forget(request.productIds());
    }

    private static Problem tooBusy() {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "unavailable",
                "Prices or the customer change all the time. Repeat the request in a moment.");
    }

    private Mono<ResponseEntity<byte[]>> attempt(Caller caller, PlaceSalesOrder request) {
        Instant now = clock.instant();
        request.requireSense(now, LocalDate.ofInstant(now, ZoneOffset.UTC));
        NewLine.requirePricesAllowed(request.lines(), caller);
        return Mono.zip(buyers.find(request.customerId()), catalogue.find(request.productIds()), numbers.next())
                .flatMap(known -> write(caller, request, known.getT1(), known.getT2(), known.getT3()));
    }

    private Mono<ResponseEntity<byte[]>> write(
            Caller caller,
            PlaceSalesOrder request,
            Optional<Buyer> buyer,
            Map<UUID, CatalogueProduct> products,
            String number) {
        Priced priced = request.price(buyer, products);
        SalesOrder order = accepted(caller, request, buyer.orElseThrow(), priced, number);
        Answer answer = commands.serialised(Answer.created(
                "/api/v1/sales-orders/" + order.id(), order.steps(), SalesOrderView.of(order, priced.lines())));
        Mono<NewSalesOrders.Result> insert = newOrders.insert(
                order, priced.lines(), new NewSalesOrders.Basis(buyer.get(), products), caller, answer);
        return within(buyer.get(), order, insert)
                // of two orders with one reference at once, the second looks again and finds the first
                .onErrorMap(DuplicateKeyException.class, e -> new OutdatedException())
                .flatMap(result -> switch (result) {
                    case WRITTEN -> respond(caller, order.id(), answer);
                    case REPLAYED -> commands.replay(caller.idempotencyKey().orElseThrow());
                    case REFERENCE_TAKEN ->
                        references
                                .taken(buyer.get().id(), request.customerReference())
                                .flatMap(taken -> Mono.<ResponseEntity<byte[]>>error(taken))
                                .switchIfEmpty(Mono.error(OutdatedException::new));
                    case OUTDATED -> Mono.error(new OutdatedException());
                });
    }

    /** A customer with a credit limit takes a transaction, with the customer locked; nobody else does. */
    private Mono<NewSalesOrders.Result> within(Buyer buyer, SalesOrder order, Mono<NewSalesOrders.Result> insert) {
        return buyer.hasCreditLimit() && order.status() != Status.QUOTATION
                ? transactions.run(
                        credit.require(buyer.id(), order.totals().gross()).then(insert))
                : insert;
    }

    private SalesOrder accepted(Caller caller, PlaceSalesOrder request, Buyer buyer, Priced priced, String number) {
        Instant now = clock.instant();
        return new SalesOrder(
                Ids.next(),
                number,
                new SalesOrder.Customer(buyer.id(), buyer.number(), buyer.name()),
                request.customerReference(),
                request.note(),
                buyer.currency(),
                request.discountPercent(),
                priced.totals(),
                buyer.paymentTermDays(),
                request.terms(),
                request.validUntil(),
                shippingAddress(request, buyer),
                quantities(request),
                false,
                null,
                null,
                null,
                request.isQuotation() ? BigDecimal.ZERO : null,
                1,
                1,
                caller.actor().id(),
                now,
                now);
    }

    /** A quotation takes the customer's when it is placed. */
    private static Address shippingAddress(PlaceSalesOrder request, Buyer buyer) {
        return request.shippingAddress() == null && !request.isQuotation()
                ? buyer.shippingAddress()
                : request.shippingAddress();
    }

    private static Quantities quantities(PlaceSalesOrder request) {
        return request.isQuotation()
                ? Quantities.OF_QUOTATION
                : Quantities.OF_QUOTATION.and(Quantities.Entry.of(
                        Quantities.Kind.ORDERED,
                        new PerLine(
                                request.lines().stream().map(NewLine::quantity).toList())));
    }

    /** At once, or with {@code Prefer: wait=N} when inventory has answered or N seconds are over. */
    private Mono<ResponseEntity<byte[]>> respond(Caller caller, UUID id, Answer placed) {
        outbox.wake();
        return commands.awaited(
                caller,
                commands.respond(placed),
                outcomes.await(id, caller.patience(), queries.view(id), view -> view.status() != Status.PENDING),
                view -> new Answer(placed.status(), placed.location(), view.etag(), view));
    }
}
