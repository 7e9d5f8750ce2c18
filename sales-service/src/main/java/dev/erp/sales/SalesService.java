package dev.erp.sales;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Customers, sales orders, and the saga that leads an order from its placing to its invoice. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class SalesService {

    public static void main(String[] args) {
        SpringApplication.run(SalesService.class, args);
    }
}
