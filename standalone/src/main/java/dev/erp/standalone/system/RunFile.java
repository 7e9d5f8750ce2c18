package dev.erp.standalone.system;

import java.util.List;

/**
 * What runs, as {@code run.json} says it: for other programs on this machine, and for the commands beside {@code up}.
 *
 * @param pid of the process to stop
 * @param startedAt RFC 3339, UTC
 * @param ready whether all services have been ready once
 * @param gateway base URL of the only public door
 * @param services every service, gateway included
 * @param kafka bootstrap servers
 * @param postgres host:port
 * @param secrets file with the passwords
 * @param log file
 */
public record RunFile(
        long pid,
        String startedAt,
        boolean ready,
        String gateway,
        List<ServiceAddress> services,
        String kafka,
        String postgres,
        String secrets,
        String log) {

    /**
     * @param name such as {@code sales-service}
     * @param context such as {@code sales}: its part of the URLs and its database
     * @param url base URL
     * @param management base URL of health and metrics
     */
    public record ServiceAddress(String name, String context, String url, String management) {}
}
