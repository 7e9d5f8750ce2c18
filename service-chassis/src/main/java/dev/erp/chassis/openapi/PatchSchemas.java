package dev.erp.chassis.openapi;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;
import java.util.List;

/** Schemas of JSON merge patches (RFC 7396): any of the fields, and null takes away what need not be there. */
final class PatchSchemas {

    private PatchSchemas() {}

    /** A reference to the schema of patches of this record: CustomerPatch for CustomerDetails. */
    static Schema<?> of(Class<?> record, Components components) {
        ResolvedSchema resolved = ModelConverters.getInstance(true)
                .resolveAsResolvedSchema(new AnnotatedType(record).resolveAsRef(false));
        resolved.referencedSchemas.forEach((name, schema) -> {
            if (components.getSchemas() == null || !components.getSchemas().containsKey(name)) {
                components.addSchemas(name, schema);
            }
        });
        Schema<?> whole = resolved.schema;
        Schema<Object> patch = new Schema<>(SpecVersion.V31);
        patch.addType("object");
        List<String> required = whole.getRequired() == null ? List.of() : whole.getRequired();
        whole.getProperties()
                .forEach((name, property) ->
                        patch.addProperty(name, required.contains(name) ? property : orNull(property)));
        String name = whole.getName().replaceFirst("Details$", "") + "Patch";
        components.addSchemas(name, patch);
        return new Schema<>().$ref("#/components/schemas/" + name);
    }

    private static Schema<?> orNull(Schema<?> property) {
        Schema<Object> nothing = new Schema<>(SpecVersion.V31);
        nothing.addType("null");
        Schema<Object> either = new Schema<>(SpecVersion.V31);
        return either.addAnyOfItem(property).addAnyOfItem(nothing);
    }
}
