package dev.erp.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StartTest {

    @Test
    void a_gateway_that_would_let_any_web_site_act_for_its_users_does_not_start_and_says_why(CapturedOutput output) {
        assertThatThrownBy(() -> RunningGateway.start(
                        "erp.gateway.cors.allowed-origins=*", "erp.gateway.cors.allow-credentials=true"))
                .rootCause()
                .hasMessageStartingWith("erp.gateway.cors.allowed-origins must name each origin");

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains(
                        "erp.gateway.cors.allowed-origins must name each origin when allow-credentials is true: with *"
                                + " any web site could act for whoever is signed in, and browsers refuse it");
    }
}
