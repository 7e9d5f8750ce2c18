package dev.erp.auth.user;

import dev.erp.chassis.web.Refuses;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** For the API document: when too many passwords are checked at once, the next has to wait, see {@link Passwords}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Refuses(
        status = 429,
        code = "overloaded",
        detail = "Too many passwords are being checked. Try again in a few seconds.")
public @interface ChecksPasswords {}
