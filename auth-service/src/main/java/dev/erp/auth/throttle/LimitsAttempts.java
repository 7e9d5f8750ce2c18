package dev.erp.auth.throttle;

import dev.erp.chassis.web.Refuses;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** For the API document: who fails here again and again has to wait, see {@link Attempts}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Refuses(status = 429, code = "too_many_attempts", detail = "Too many attempts have failed. Try again in 1 seconds.")
public @interface LimitsAttempts {}
