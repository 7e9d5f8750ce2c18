package dev.erp.chassis.openapi;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.PageRequest;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.math.BigDecimal;
import java.util.Currency;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springdoc.webflux.api.OpenApiResource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.web.reactive.config.BlockingExecutionConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import tools.jackson.databind.JsonNode;

/** The API document of a service. Everything here runs when somebody asks for the document, not at the start. */
@AutoConfiguration
@ConditionalOnClass(OpenAPI.class)
public class OpenApiAutoConfiguration {

    static {
        SpringDocUtils.getConfig()
                .replaceWithSchema(BigDecimal.class, text("^-?\\d{1,15}(\\.\\d{1,6})?$"))
                .replaceWithSchema(Currency.class, text("^[A-Z]{3}$"))
                .replaceWithSchema(Quantity.class, quantity())
                .addRequestWrapperToIgnore(Caller.class, IfMatch.class, PageRequest.class, JsonNode.class);
    }

    private static Schema<?> text(String pattern) {
        Schema<?> schema = new Schema<>(SpecVersion.V31);
        schema.typesItem("string").setPattern(pattern);
        return schema;
    }

    private static Schema<?> quantity() {
        BigDecimal most = new BigDecimal("999999999.999");
        Schema<?> schema = new Schema<>(SpecVersion.V31);
        schema.typesItem("number").minimum(most.negate()).setMaximum(most);
        return schema;
    }

    @Bean
    OpenAPI openApi(@Value("${spring.application.name}") String applicationName) {
        return new OpenAPI(SpecVersion.V31)
                .info(new Info()
                        .title(applicationName)
                        .version("v1")
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                DocumentedOperation.ACCESS_TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")
                                        .description("The accessToken that POST /api/v1/auth/login, or for API clients"
                                                + " POST /api/v1/auth/token, gives")));
    }

    /** The end of the line needs the method of each operation, which springdoc tells only here. */
    @Bean
    OperationCustomizer operationsKnowTheirMethods() {
        return (operation, method) -> {
            operation.addExtension(ApiDocument.METHOD, method);
            return operation;
        };
    }

    @Bean
    OpenApiCustomizer apiDocument() {
        return new ApiDocument();
    }

    /** To find out what to say classes are read from files, which must not hold up an event loop. */
    @Bean
    WebFluxConfigurer documentsAreMadeElsewhere() {
        return new WebFluxConfigurer() {
            @Override
            public void configureBlockingExecution(BlockingExecutionConfigurer configurer) {
                configurer.setControllerMethodPredicate(method -> method.getBean() instanceof OpenApiResource);
                configurer.setExecutor(new VirtualThreadTaskExecutor("api-document-"));
            }
        };
    }

    @Bean
    RecordSchemas recordSchemas() {
        return new RecordSchemas();
    }
}
