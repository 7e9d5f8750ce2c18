package dev.erp.chassis.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On the body of a PATCH, which is a JSON merge patch (RFC 7396): what it changes, for the API document. */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface MergePatchOf {

    /** The record that {@link MergePatch} is applied to. */
    Class<?> value();

    /** A change that somebody might make, as JSON. */
    String example();
}
