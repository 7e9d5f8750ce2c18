package dev.erp.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class DoorSettingsTest {

    @Test
    void any_origin_with_credentials_is_refused_at_start_with_the_reason() {
        var settings = Map.of("cors.allowed-origins", "*", "cors.allow-credentials", "true");

        assertThatThrownBy(() -> bind(settings))
                .hasRootCauseMessage("erp.gateway.cors.allowed-origins must name each origin when allow-credentials is"
                        + " true: with * any web site could act for whoever is signed in, and browsers refuse it");
    }

    @Test
    void any_origin_without_credentials_is_allowed() {
        assertThat(bind(Map.of("cors.allowed-origins", "*")).cors().allowedOrigins())
                .containsExactly("*");
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:8080, false", "'', false", "https://erp.example.com, true"})
    void browsers_are_held_to_https_only_when_they_came_by_it(String publicUrl, boolean hsts) {
        var headers = new HttpHeaders();

        SecurityHeaders.write(
                headers, false, bind(Map.of("public-url", publicUrl)).tls());

        assertThat(headers.containsHeader("Strict-Transport-Security")).isEqualTo(hsts);
    }

    @ParameterizedTest
    @CsvSource({
        // nobody in front is trusted: the peer it is
        "'',         192.0.2.1, 203.0.113.7,           192.0.2.1",
        // the peer is a proxy of ours
        "10.0.0.0/8, 10.1.2.3,  203.0.113.7,           203.0.113.7",
        // what the client made up comes before what the proxy saw
        "10.0.0.0/8, 10.1.2.3,  '1.1.1.1, 203.0.113.7', 203.0.113.7",
        // two proxies of ours
        "10.0.0.0/8, 10.1.2.3,  '203.0.113.7, 10.9.9.9', 203.0.113.7",
        // somebody else says so
        "10.0.0.0/8, 192.0.2.1, 203.0.113.7,           192.0.2.1",
        // rubbish
        "10.0.0.0/8, 10.1.2.3,  localhost,             10.1.2.3",
        "fd00::/8,   fd00::1,   2001:db8::7,           2001:db8:0:0:0:0:0:7"
    })
    void only_trusted_proxies_are_believed(String trusted, String peer, String forwarded, String expected) {
        var request = MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress(InetAddress.ofLiteral(peer), 1234))
                .header("X-Forwarded-For", forwarded)
                .build();
        var exchange = MockServerWebExchange.from(request);

        new ClientAddress(trusted.isEmpty() ? List.of() : List.of(trusted)).find(exchange);

        assertThat(ClientAddress.of(exchange)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0.0/8", "proxy.example.com", "10.0.0.0/x", "::/129", ""})
    void what_is_no_block_of_addresses_is_refused_at_start(String text) {
        assertThatThrownBy(() -> CidrBlock.parse(text)).hasMessageContaining("not a CIDR block");
    }

    private static GatewayProperties bind(Map<String, String> settings) {
        var source = new MapConfigurationPropertySource();
        settings.forEach((name, value) -> source.put("erp.gateway." + name, value));
        return new Binder(source).bindOrCreate("erp.gateway", Bindable.of(GatewayProperties.class));
    }
}
