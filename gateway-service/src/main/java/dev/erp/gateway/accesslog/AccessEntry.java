package dev.erp.gateway.accesslog;

import java.net.InetAddress;
import org.springframework.web.server.ServerWebExchange;

/** What is learnt of a request on its way, for its line in the access log. */
public final class AccessEntry {

    private String requestId;
    private String traceId;
    private InetAddress address;
    private String subject;
    private String apiClient;

    AccessEntry() {}

    /** The entry of this request, or null: requests are not logged. */
    public static AccessEntry of(ServerWebExchange exchange) {
        return exchange.getResponse() instanceof CountedResponse counted ? counted.entry() : null;
    }

    /** @param traceId null when nobody traces */
    public void identify(String requestId, String traceId) {
        this.requestId = requestId;
        this.traceId = traceId;
    }

    /** @param address the client's, null if unknown */
    public void cameFrom(InetAddress address) {
        this.address = address;
    }

    /**
     * Only after the token was verified: nobody writes a line in somebody else's name.
     *
     * @param apiClient null for a user
     */
    public void spokeFor(String subject, String apiClient) {
        this.subject = subject;
        this.apiClient = apiClient;
    }

    String requestId() {
        return requestId;
    }

    String traceId() {
        return traceId;
    }

    String address() {
        return address == null ? null : address.getHostAddress();
    }

    String subject() {
        return subject;
    }

    String apiClient() {
        return apiClient;
    }
}
