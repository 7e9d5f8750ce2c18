package dev.erp.gateway.door;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ResourceUtils;

/**
 * TLS at the gateway itself, when it is given a certificate: turns {@code erp.tls.certificate} and {@code erp.tls.private-key} (PEM
 * files) into Boot's settings of a server with TLS. A renewed certificate is taken without a restart. The management port, which is
 * private, stays as it is.
 */
public final class OwnCertificate implements EnvironmentPostProcessor, Ordered {

    private static final String CERTIFICATE = "erp.tls.certificate";
    private static final String PRIVATE_KEY = "erp.tls.private-key";
    private static final String BUNDLE = "spring.ssl.bundle.pem.gateway.";

    static boolean isGiven(Environment environment) {
        return !environment.getProperty(CERTIFICATE, "").isBlank();
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String certificate = environment.getProperty(CERTIFICATE, "");
        String privateKey = environment.getProperty(PRIVATE_KEY, "");
        if (certificate.isBlank() && privateKey.isBlank()) {
            return;
        }
        if (certificate.isBlank() || privateKey.isBlank()) {
            throw new IllegalStateException(
                    "TLS needs both, a certificate (ERP_TLS_CERTIFICATE) and its private key (ERP_TLS_PRIVATE_KEY)");
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(BUNDLE + "keystore.certificate", file(certificate));
        settings.put(BUNDLE + "keystore.private-key", file(privateKey));
        settings.put(BUNDLE + "reload-on-update", true);
        settings.put("server.ssl.bundle", "gateway");
        settings.put("management.server.ssl.enabled", false);
        // last: whoever sets one of these in their own way is right
        environment.getPropertySources().addLast(new MapPropertySource("erp.tls", settings));
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    private static String file(String path) {
        return ResourceUtils.isUrl(path) ? path : ResourceUtils.FILE_URL_PREFIX + path;
    }
}
