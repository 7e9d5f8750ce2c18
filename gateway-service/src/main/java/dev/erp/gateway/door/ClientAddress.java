package dev.erp.gateway.door;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/** Where a request comes from: the peer of its connection, or what a trusted proxy in front says. */
public final class ClientAddress {

    private static final String ATTRIBUTE = ClientAddress.class.getName();

    private final List<CidrBlock> trustedProxies;

    ClientAddress(List<String> trustedProxies) {
        this.trustedProxies = trustedProxies.stream().map(CidrBlock::parse).toList();
    }

    /** As text, as {@link #find} found it; null if unknown. */
    public static String of(ServerWebExchange exchange) {
        InetAddress address = exchange.getAttribute(ATTRIBUTE);
        return address == null ? null : address.getHostAddress();
    }

    /** Finds it and keeps it with the exchange; null if unknown. */
    InetAddress find(ServerWebExchange exchange) {
        InetAddress address = find(exchange.getRequest());
        if (address != null) {
            exchange.getAttributes().put(ATTRIBUTE, address);
        }
        return address;
    }

    private InetAddress find(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        InetAddress address = remote == null ? null : remote.getAddress();
        if (address == null || trustedProxies.isEmpty() || !isTrusted(address)) {
            return address;
        }
        // each proxy appends whom it saw: the last one that is not a proxy of ours is the client
        String[] said = String.join(",", request.getHeaders().getOrEmpty("X-Forwarded-For"))
                .split(",");
        for (int i = said.length - 1; i >= 0 && isTrusted(address); i--) {
            try {
                address = InetAddress.ofLiteral(said[i].strip());
            } catch (IllegalArgumentException e) {
                return address;
            }
        }
        return address;
    }

    private boolean isTrusted(InetAddress address) {
        return trustedProxies.stream().anyMatch(block -> block.contains(address));
    }
}
