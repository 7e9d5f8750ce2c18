package dev.erp.chassis.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The permission ({@code resource:action}) that a caller needs for a handler method. Without it the method is closed. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Permission {

    /** {@code resource:action}; any one of them is enough. {@link #SIGNED_IN} for everybody with a valid token. */
    String[] value();

    /** Everybody who is signed in. */
    String SIGNED_IN = "signed-in";
}
