package dev.erp.auth.user;

import dev.erp.chassis.web.Refuses;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** For the API document: the last active admin stays, see {@link UserChanges}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Refuses(status = 409, code = "last_admin", detail = "This is the last active admin: make somebody else admin first.")
public @interface MayNotBeTheLastAdmin {}
