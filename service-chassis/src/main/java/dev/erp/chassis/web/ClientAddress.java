package dev.erp.chassis.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The address that a request came from. The gateway removes what the client sent and says it in {@code X-Forwarded-For}; the
 * header is believed only when a machine of the private network sent it. It is used for the audit trail and for limits, never to
 * allow anything.
 */
public final class ClientAddress {

    private static final int MAX_LENGTH = 64;

    private ClientAddress() {}

    /** At most 64 characters; null if unknown. */
    public static String of(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        if (remote == null || remote.getAddress() == null) {
            return null;
        }
        InetAddress peer = remote.getAddress();
        String forwarded = request.getHeaders().getFirst("X-Forwarded-For");
        if (forwarded != null && (peer.isLoopbackAddress() || peer.isSiteLocalAddress())) {
            String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
            if (!last.isEmpty() && last.length() <= MAX_LENGTH && last.matches("[0-9a-fA-F.:%]+")) {
                return last;
            }
        }
        return peer.getHostAddress();
    }
}
