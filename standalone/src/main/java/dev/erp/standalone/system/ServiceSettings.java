package dev.erp.standalone.system;

import dev.erp.fabric.Ports;
import dev.erp.standalone.system.RunFile.ServiceAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What each service is told: its ports, its database, the broker and the other addresses. The same settings serve as
 * properties of a context and as environment of a process.
 */
final class ServiceSettings {
    private final Map<String, ServiceAddress> addresses = new LinkedHashMap<>();
    private final String postgresHost;
    private final int postgresPort;
    private final String kafka;
    private final Secrets secrets;
    private final DataDirectory directory;

    /** @param gatewayPort of the public door; everybody else gets a free one */
    ServiceSettings(
            List<ServiceJar> services,
            int gatewayPort,
            String postgresHost,
            int postgresPort,
            String kafka,
            Secrets secrets,
            DataDirectory directory) {
        this.postgresHost = postgresHost;
        this.postgresPort = postgresPort;
        this.kafka = kafka;
        this.secrets = secrets;
        this.directory = directory;
        for (ServiceJar service : services) {
            int port = service.isGateway() && gatewayPort != 0 ? gatewayPort : Ports.free();
            addresses.put(
                    service.context(),
                    new ServiceAddress(
                            service.name(),
                            service.context(),
                            "http://127.0.0.1:" + port,
                            "http://127.0.0.1:" + Ports.free()));
        }
    }

    ServiceAddress address(String context) {
        return addresses.get(context);
    }

    List<ServiceAddress> addresses() {
        return List.copyOf(addresses.values());
    }

    Map<String, String> properties(ServiceJar service) {
        ServiceAddress own = address(service.context());
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("server.address", "127.0.0.1");
        properties.put("server.port", port(own.url()));
        properties.put("management.server.address", "127.0.0.1");
        properties.put("management.server.port", port(own.management()));
        properties.put("erp.kafka", kafka);
        addresses.forEach((context, address) -> properties.put("erp.%s.url".formatted(context), address.url()));
        if (!service.isGateway()) {
            properties.put("erp.db.host", postgresHost);
            properties.put("erp.db.port", Integer.toString(postgresPort));
            properties.put("erp.db.name", service.context());
            properties.put("erp.db.user", service.context());
            properties.put("erp.db.password", secrets.database(service.context(), directory));
        }
        if (service.context().equals("auth")) {
            properties.put("erp.admin.password", secrets.admin());
            properties.put("erp.auth.key-encryption-key", secrets.keyEncryptionKey());
        }
        if (service.context().equals("hr")) {
            properties.put("erp.hr.salary-keys", secrets.salaryKeys(directory));
        }
        if (service.context().equals("audit")) {
            properties.put("erp.audit.key-encryption-key", secrets.keyEncryptionKeyOf("audit"));
        }
        return properties;
    }

    /** {@code --name=value}, for an application context. */
    List<String> arguments(ServiceJar service) {
        return properties(service).entrySet().stream()
                .map(entry -> "--%s=%s".formatted(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** {@code ERP_DB_HOST} and so on, for a process: secrets on a command line could be read by everybody. */
    Map<String, String> environment(ServiceJar service) {
        Map<String, String> environment = new LinkedHashMap<>();
        properties(service)
                .forEach((name, value) -> environment.put(
                        name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), value));
        return environment;
    }

    private static String port(String url) {
        return url.substring(url.lastIndexOf(':') + 1);
    }
}
