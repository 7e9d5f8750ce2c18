package dev.erp.inventory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** What there is to sell, how much of it, and for which orders it is reserved. */
@SpringBootApplication
public class InventoryService {

    /** Starts the service; settings come from {@code erp.*} properties or ERP_* environment variables. */
    public static void main(String[] arguments) {
        SpringApplication.run(InventoryService.class, arguments);
    }
}
