package dev.erp.audit;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The central audit trail, which hears every event and never forgets one, and the dashboard that is made of it. */
@SpringBootApplication
public class AuditService {

    public static void main(String[] args) {
        SpringApplication.run(AuditService.class, args);
    }
}
