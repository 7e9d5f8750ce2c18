package dev.erp.chassis.example;

import dev.erp.testing.Api;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The tokens of the tests open what they should; what wrong ones open, the tests of the chassis say. */
@ServiceTest
class TokensTest {

    @Autowired
    private Api api;

    @Test
    void a_right_token_opens_what_its_permissions_name() {
        api.as(Role.ADMIN).get("/counters").expectStatus().isOk();
        api.with("products:read").get("/counters").expectStatus().isOk();
        api.with("products:write").get("/counters").expectStatus().isForbidden();
    }

    @Test
    void a_token_in_the_query_opens_nothing() {
        api.anonymous()
                .get("/counters?access_token={token}", Tokens.as(Role.ADMIN))
                .expectStatus()
                .isUnauthorized();
    }
}
