package dev.erp.hr.salary;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SalaryConfiguration {

    @Bean
    SalaryCipher salaryCipher(SalaryKeys keys) {
        return new SalaryCipher(keys.decoded());
    }
}
