package dev.erp.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepAliveConnectionTest {
    private static final byte[] PING = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Deque<List<String>> scripts = new ArrayDeque<>();
    private ServerSocket server;
    private int connections;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** Serves one connection for each script: an answer, in pieces, for each request; then closes it. */
    private KeepAliveConnection serving(List<List<String>> answersByConnection) {
        scripts.addAll(answersByConnection);
        Thread.ofVirtual().start(() -> {
            while (!scripts.isEmpty()) {
                try (Socket socket = server.accept()) {
                    connections++;
                    for (String answer : scripts.remove()) {
                        socket.getInputStream().readNBytes(PING.length);
                        for (String piece : answer.split("~")) {
                            socket.getOutputStream().write(piece.getBytes(StandardCharsets.UTF_8));
                        }
                    }
                } catch (IOException _) {
                    return;
                }
            }
        });
        return new KeepAliveConnection(URI.create("http://127.0.0.1:" + server.getLocalPort()));
    }

    private static String body(KeepAliveConnection.Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void several_answers_come_over_one_connection() throws IOException {
        try (var connection = serving(List.of(List.of(
                "HTTP/1.1 201 Created\r\nLocation: /orders/1\r\ncontent-length: 5\r\n\r\nfirst",
                "HTTP/1.1 ~204 No Content\r\n~\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nth~ird.")))) {
            var first = connection.send(PING);
            assertThat(first.status()).isEqualTo(201);
            assertThat(first.location()).isEqualTo("/orders/1");
            assertThat(body(first)).isEqualTo("first");
            var second = connection.send(PING);
            assertThat(second.status()).isEqualTo(204);
            assertThat(second.location()).isNull();
            assertThat(second.body()).isEmpty();
            assertThat(body(connection.send(PING))).isEqualTo("third.");
        }
        assertThat(connections).isEqualTo(1);
    }

    @Test
    void chunks_are_put_together() throws IOException {
        try (var connection = serving(List.of(List.of(
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n~8;x=y\r\n, wor~ld!\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnext")))) {
            assertThat(body(connection.send(PING))).isEqualTo("hello, world!");
            assertThat(body(connection.send(PING))).isEqualTo("next");
        }
    }

    @Test
    void an_answer_larger_than_the_buffer_is_read_whole() throws IOException {
        String large = "x".repeat(100_000);
        String header = "X-Long: " + "y".repeat(40_000);
        try (var connection = serving(List.of(List.of(
                "HTTP/1.1 200 OK\r\n%s\r\nContent-Length: 100000\r\n\r\n%s".formatted(header, large),
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnext")))) {
            assertThat(body(connection.send(PING))).isEqualTo(large);
            assertThat(body(connection.send(PING))).isEqualTo("next");
        }
    }

    @Test
    void a_broken_connection_is_told_and_the_next_request_opens_a_new_one() throws IOException {
        try (var connection = serving(List.of(
                List.of("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"),
                List.of("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole")))) {
            assertThatThrownBy(() -> connection.send(PING)).isInstanceOf(EOFException.class);
            assertThat(body(connection.send(PING))).isEqualTo("whole");
        }
        assertThat(connections).isEqualTo(2);
    }

    @Test
    void a_connection_that_the_server_wants_to_close_is_not_used_again() throws IOException {
        try (var connection = serving(List.of(
                List.of("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\na"),
                List.of("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nb")))) {
            assertThat(body(connection.send(PING))).isEqualTo("a");
            assertThat(body(connection.send(PING))).isEqualTo("b");
        }
    }
}
