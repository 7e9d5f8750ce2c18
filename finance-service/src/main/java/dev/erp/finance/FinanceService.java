package dev.erp.finance;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Invoices, payments and what follows from them. */
@SpringBootApplication
@EnableScheduling
public class FinanceService {

    public static void main(String[] args) {
        SpringApplication.run(FinanceService.class, args);
    }
}
