package dev.erp.auth;

import dev.erp.testing.ServiceTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of the whole auth service, with a bcrypt that costs little. The context, and so the database, is shared by these tests. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ServiceTest(
        properties = {"erp.auth.bcrypt-cost=" + AuthTest.BCRYPT_COST, "erp.admin.password=" + AuthTest.ADMIN_PASSWORD})
public @interface AuthTest {

    /** One more than the least, so that there can be an older one. */
    int BCRYPT_COST = 5;

    /** Of the first admin. */
    String ADMIN_PASSWORD = "correct horse battery";
}
