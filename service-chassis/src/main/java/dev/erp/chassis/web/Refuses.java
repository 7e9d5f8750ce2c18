package dev.erp.chassis.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a handler method: a {@link Problem} of its own that it may answer with, for the API document. Those that follow from the
 * method's arguments (token, permission, body, id, If-Match, Idempotency-Key) need not be said. On an annotation, it is said
 * wherever that stands.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Refuses.All.class)
public @interface Refuses {

    int status();

    String code();

    /** What is told, with the values of an example. */
    String detail();

    /** The field of the body that is refused, or nothing. */
    String field() default "";

    /** The code of that field, if it is not that of the problem. */
    String fieldCode() default "";

    /** What is said of that field, if it is not the detail. */
    String fieldMessage() default "";

    /** Several of them. */
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @interface All {
        Refuses[] value();
    }
}
