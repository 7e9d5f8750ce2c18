package dev.erp.hr;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Who works here, in which department and position, under whom, and what they earn. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class HrService {

    public static void main(String[] args) {
        SpringApplication.run(HrService.class, args);
    }
}
