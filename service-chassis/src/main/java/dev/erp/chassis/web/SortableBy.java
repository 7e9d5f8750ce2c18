package dev.erp.chassis.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On the {@link PageRequest} of a list method: the fields that its {@link ListQuery} sorts by, for the API document. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface SortableBy {

    /** The first one is the list's own order. */
    String[] value();

    /** Whether the list's own order begins with the smallest instead of the largest. */
    boolean ascending() default false;
}
