package dev.erp.chassis.web;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.security.Public;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** What the API document says of every operation: the needed permission, the token, the problem answers. */
@AutoConfiguration
@ConditionalOnClass(OpenAPI.class)
public class OpenApiAutoConfiguration {

    /** For tools: the permission an operation needs. */
    static final String PERMISSION = "x-permission";

    static {
        SpringDocUtils.getConfig()
                .replaceWithSchema(
                        BigDecimal.class, new StringSchema().format("decimal").example("12.30"))
                .replaceWithSchema(
                        Currency.class, new StringSchema().pattern("^[A-Z]{3}$").example("EUR"))
                .replaceWithSchema(Quantity.class, new NumberSchema().example(3))
                .addRequestWrapperToIgnore(Caller.class, IfMatch.class, PageRequest.class);
    }

    @Bean
    OpenAPI openApi(@Value("${spring.application.name}") String applicationName) {
        Schema<?> problem = new Schema<>()
                .type("object")
                .description("RFC 9457 problem")
                .addProperty("type", new StringSchema().format("uri"))
                .addProperty("title", new StringSchema())
                .addProperty("status", new io.swagger.v3.oas.models.media.IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("code", new StringSchema().description("stable, snake case"))
                .addProperty("instance", new StringSchema())
                .addProperty("traceId", new StringSchema());
        return new OpenAPI()
                .info(new Info()
                        .title(applicationName)
                        .version("v1")
                        .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
                .components(new Components()
                        .addSchemas("Problem", problem)
                        .addSecuritySchemes(
                                "accessToken",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT")));
    }

    @Bean
    OperationCustomizer permissionsAndProblems() {
        return (operation, method) -> {
            Permission permission = method.getMethodAnnotation(Permission.class);
            if (permission != null) {
                String needed = String.join(" or ", permission.value());
                operation.addSecurityItem(new SecurityRequirement().addList("accessToken"));
                operation.addExtension(PERMISSION, List.of(permission.value()));
                operation.setDescription((operation.getDescription() == null ? "" : operation.getDescription() + "\n\n")
                        + "Permission: `" + needed + "`");
                problem(operation, "401", "No valid access token");
                problem(operation, "403", "The permission is missing");
            } else if (method.hasMethodAnnotation(Public.class)) {
                operation.setSecurity(List.of());
            }
            problem(operation, "400", "The input is not valid; `errors` names each field and its limit");
            problem(operation, "429", "Too many requests; see Retry-After");
            return operation;
        };
    }

    private static void problem(io.swagger.v3.oas.models.Operation operation, String status, String description) {
        if (operation.getResponses() != null && !operation.getResponses().containsKey(status)) {
            operation
                    .getResponses()
                    .addApiResponse(
                            status,
                            new ApiResponse()
                                    .description(description)
                                    .content(new Content()
                                            .addMediaType(
                                                    "application/problem+json",
                                                    new MediaType()
                                                            .schema(new Schema<>()
                                                                    .$ref("#/components/schemas/Problem")))));
        }
    }
}
