package dev.erp.auth;

import dev.erp.testing.ServiceTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of the whole auth service, with the cheapest bcrypt. The context, and so the database, is shared by these tests. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest(properties = {"erp.auth.bcrypt-cost=4", "erp.admin.password=" + AuthTest.ADMIN_PASSWORD})
public @interface AuthTest {

    /** Of the first admin. */
    String ADMIN_PASSWORD = "correct horse battery";
}
