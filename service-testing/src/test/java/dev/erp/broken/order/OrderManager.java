package dev.erp.broken.order;

import dev.erp.broken.stock.Stock;
import dev.erp.tidy.order.TidyOrder;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;

/** Has a name that says nothing, knows another service, and is half of a circle. */
public class OrderManager {

    @Autowired
    private Stock stock;

    /** Not pure. */
    public Mono<Stock> stock() {
        return Mono.just(stock);
    }

    TidyOrder ofSomebodyElse() throws InterruptedException {
        Thread.sleep(1);
        System.out.println("waited");
        return null;
    }
}
