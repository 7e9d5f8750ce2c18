package dev.erp.auth.role;

import dev.erp.chassis.web.Refuses;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** For the API document: nobody gives rights that they do not have, see {@link Roles}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Refuses(
        status = 403,
        code = "beyond_own_rights",
        detail = "Nobody can give rights that they do not have: invoices:write.")
public @interface GivesRights {}
