package dev.erp.chassis.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.web.method.HandlerMethod;

/** Completes what springdoc has found: answers, headers and parameters of each operation, strict inputs, examples. */
final class ApiDocument implements OpenApiCustomizer {

    /** Extension that carries the handler method as far as here. */
    static final String METHOD = "x-handler-method";

    @Override
    public void customise(OpenAPI api) {
        DocumentedProblems.addSchemas(api.getComponents());
        new PathExamples(api).fill();
        api.getPaths().forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
            if (operation.getExtensions() != null
                    && operation.getExtensions().remove(METHOD) instanceof HandlerMethod handler) {
                new DocumentedOperation(api.getComponents(), path, method, operation, handler).complete();
            }
        }));
        new StrictSchemas(api).apply();
        new Examples(api.getComponents()).fill(api.getPaths());
    }
}
