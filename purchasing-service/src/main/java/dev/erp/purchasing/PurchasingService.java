package dev.erp.purchasing;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Suppliers, purchase orders, and the saga that leads a receipt of goods to its stock and its bill. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class PurchasingService {

    public static void main(String[] args) {
        SpringApplication.run(PurchasingService.class, args);
    }
}
