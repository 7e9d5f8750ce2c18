package dev.erp.system.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.system.Door;
import dev.erp.system.RunningSystem;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no HTTP client would send: written to the socket as it is. It is refused or hung up on, and soon. */
class RawRequestsTest {

    private static final int LIMIT_MILLIS = 30_000;
    private static final String END = "Host: localhost\r\nConnection: close\r\n\r\n";

    static Stream<String> rubbish() {
        return Stream.of(
                "\r\n\r\n",
                "GET\r\n\r\n",
                "GET /api/v1/products\r\n\r\n",
                "GET /api/v1/products HTTP/9.9\r\n" + END,
                "GET /api/v1/products HTTP/1.1\r\n\r\n",
                "GET /api/v1/products%zz HTTP/1.1\r\n" + END,
                "GET /api/v1/pro ducts HTTP/1.1\r\n" + END,
                "GET /api/v1/\u0000 HTTP/1.1\r\n" + END,
                "GET /api/v1/..%2f..%2factuator/env HTTP/1.1\r\n" + END,
                "GET //evil.example/api HTTP/1.1\r\n" + END,
                "GET http://evil.example/ HTTP/1.1\r\n" + END,
                "GET /api/v1/products?q=\\\"<>{}| HTTP/1.1\r\n" + END,
                "GET * HTTP/1.1\r\n" + END,
                "CONNECT evil.example:443 HTTP/1.1\r\n" + END,
                "GET /api/v1/products HTTP/1.1\r\nX-A: a\r\n folded\r\n" + END,
                "GET /api/v1/products HTTP/1.1\r\nX\u0000Y: a\r\n" + END,
                "GET /api/v1/products HTTP/1.1\r\n: nameless\r\n" + END,
                "GET /api/v1/products HTTP/1.1\r\nX-A: \u0007\u0008\r\n" + END,
                "GET /api/v1/products HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
                "GET /api/v1/products HTTP/1.1\r\n" + "X-A: a\r\n".repeat(5_000) + END,
                "POST /api/v1/auth/login HTTP/1.1\r\nContent-Length: -1\r\n" + END + "{}",
                "POST /api/v1/auth/login HTTP/1.1\r\nContent-Length: 1e3\r\n" + END + "{}",
                "POST /api/v1/auth/login HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n" + END + "{}",
                "POST /api/v1/auth/login HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n" + END
                        + "zz\r\n{}",
                "POST /api/v1/auth/login HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + END + "zz\r\n{}",
                "POST /api/v1/auth/login HTTP/1.1\r\nTransfer-Encoding: gzip\r\n" + END + "{}",
                "POST /api/v1/auth/login HTTP/1.1\r\nExpect: 200-maybe\r\nContent-Length: 2\r\n" + END + "{}",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
                "\u0000".repeat(20_000));
    }

    @ParameterizedTest
    @MethodSource("rubbish")
    void check_34_what_is_no_request_is_refused_or_hung_up_on(String sent) throws IOException {
        URI gateway = URI.create(RunningSystem.get().gateway());
        try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            String answer = read(socket);
            assertThat(answer).doesNotContain("Exception", "\tat ", "dev.erp", "netty", "org.spring");
            if (!answer.isEmpty()) {
                assertThat(answer).matches("(?s)HTTP/1\\.[01] [234]\\d\\d .*");
            }
        }
    }

    private static String read(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no end of the answer", e);
        } catch (IOException _) {
            // hung up on
            return "";
        }
    }

    @Test
    void check_34_afterwards_the_door_is_open_for_others() {
        try (Door door = Door.fromElsewhere()) {
            assertThat(door.call("GET", "/api/v1/products")
                            .token(RunningSystem.get().admin().token())
                            .send()
                            .status())
                    .isEqualTo(200);
        }
    }
}
