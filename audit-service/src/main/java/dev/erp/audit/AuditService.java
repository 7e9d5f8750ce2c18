package dev.erp.audit;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The central audit trail: hears every event and never forgets one. */
@SpringBootApplication
public class AuditService {

    public static void main(String[] args) {
        SpringApplication.run(AuditService.class, args);
    }
}
