package dev.erp.gateway.route;

import java.net.URI;
import java.util.Set;

/**
 * A service behind the gateway.
 *
 * @param context name of its bounded context: {@code sales}
 * @param url where it listens, without a path
 * @param resources first segments of the paths below {@code /api/v1} that it answers
 */
public record Upstream(String context, URI url, Set<String> resources) {}
