package dev.erp.broken.stock;

import dev.erp.broken.order.OrderManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The other half of the circle; its transactions end where their subscriber does. */
public class Stock {

    OrderManager back() {
        return null;
    }

    Mono<String> take(TransactionalOperator transaction, Mono<String> work) {
        return transaction.transactional(work);
    }
}
