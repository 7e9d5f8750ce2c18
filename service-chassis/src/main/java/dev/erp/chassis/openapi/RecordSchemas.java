package dev.erp.chassis.openapi;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JavaType;
import dev.erp.chassis.web.Page;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.Constraint;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What records say about their components: what is answered is there unless it is {@link Nullable}; what is asked for says itself
 * what must be given, by its constraints.
 */
final class RecordSchemas implements ModelConverter {

    private static final String SCHEMAS = "#/components/schemas/";

    @Override
    public Schema<?> resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        JavaType java = Json31.mapper().constructType(type.getType());
        Class<?> raw = java.getRawClass();
        if (raw == Page.class) {
            type.name(nameOf(java.containedType(0)) + "Page");
        }
        Schema<?> schema = chain.next().resolve(type, context, chain);
        if (schema != null && raw.isRecord()) {
            Schema<?> own = schema.get$ref() == null
                    ? schema
                    : context.getDefinedModels().get(schema.get$ref().replace(SCHEMAS, ""));
            if (own != null && own.getProperties() != null) {
                complete(own, raw);
            }
        }
        return schema;
    }

    private static String nameOf(JavaType item) {
        var schema = item.getRawClass().getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return schema == null || schema.name().isEmpty() ? item.getRawClass().getSimpleName() : schema.name();
    }

    @SuppressWarnings("rawtypes")
    private static void complete(Schema<?> schema, Class<?> record) {
        Map<String, Schema> properties = schema.getProperties();
        boolean answer = isAnswer(record);
        for (RecordComponent component : record.getRecordComponents()) {
            Schema<?> property = properties.get(component.getName());
            if (property == null) {
                continue;
            }
            if (answer && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                require(schema, component.getName());
            }
            // said by Size, when it has a maximum only
            if (Integer.valueOf(0).equals(property.getMinLength())) {
                property.setMinLength(null);
            }
            if (Integer.valueOf(0).equals(property.getMinItems())) {
                property.setMinItems(null);
            }
            if (field(record, component).isAnnotationPresent(NotBlank.class)) {
                property.setMinLength(1);
            }
        }
    }

    private static void require(Schema<?> schema, String name) {
        if (schema.getRequired() == null || !schema.getRequired().contains(name)) {
            schema.addRequiredItem(name);
        }
    }

    private static boolean isAnswer(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(component -> field(record, component))
                .filter(field -> !field.isAnnotationPresent(JsonUnwrapped.class))
                .flatMap(field -> Arrays.stream(field.getAnnotations()))
                .noneMatch(annotation -> annotation instanceof Valid
                        || annotation.annotationType().isAnnotationPresent(Constraint.class));
    }

    private static Field field(Class<?> record, RecordComponent component) {
        try {
            return record.getDeclaredField(component.getName());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("a record has a field for each component", e);
        }
    }
}
