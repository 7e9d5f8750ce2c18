package dev.erp.chassis.web;

import dev.erp.chassis.money.MoneyJson;
import jakarta.validation.Validator;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Problems, arguments of handler methods, merge patches, waiting callers, the clock. */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration"
        })
public class WebAutoConfiguration {

    /** UTC, in the microseconds that PostgreSQL keeps. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    }

    @Bean
    MoneyJson moneyJson() {
        return new MoneyJson();
    }

    @Bean
    StringJson stringJson() {
        return new StringJson();
    }

    @Bean
    Problems problems(JsonMapper json) {
        return new Problems(json);
    }

    @Bean
    MergePatch mergePatch(JsonMapper json, Validator validator) {
        return new MergePatch(json, validator);
    }

    @Bean
    Outcomes outcomes() {
        return new Outcomes();
    }

    /** Lets {@link ListQuery} add the link to the next page. */
    @Bean
    ServerWebExchangeContextFilter exchangeContextFilter() {
        return new ServerWebExchangeContextFilter();
    }

    @Bean
    WebFluxConfigurer chassisArguments() {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
                configurer.addCustomResolver(new ArgumentResolvers());
            }
        };
    }
}
