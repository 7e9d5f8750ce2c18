package dev.erp.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One HTTP/1.1 connection for one thread. Written by hand, because the generator shares its machine with what it measures:
 * a request here costs a tenth of the CPU time of one by a general client. It reads what this API answers and no more: a
 * final status line, headers, and a body with a length or in chunks.
 */
final class KeepAliveConnection implements AutoCloseable {
    private static final int TIMEOUT_MS = 30_000;

    private final URI server;
    private byte[] buffer = new byte[16 * 1024];
    private int read;
    private int filled;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    /** @param location null where there was none */
    record Answer(int status, String location, byte[] body) {}

    KeepAliveConnection(URI server) {
        this.server = server;
    }

    /**
     * Sends a whole request and reads the whole answer.
     *
     * @throws IOException when the connection broke; the next call opens a new one
     */
    Answer send(byte[] request) throws IOException {
        try {
            if (socket == null) {
                open();
            }
            out.write(request);
            return answer();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void open() throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), TIMEOUT_MS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        read = 0;
        filled = 0;
    }

    private Answer answer() throws IOException {
        String statusLine = line();
        if (!statusLine.startsWith("HTTP/1.1 ")) {
            throw new IOException("no HTTP/1.1 answer: " + statusLine);
        }
        int status = Integer.parseInt(statusLine, 9, 12, 10);
        String location = null;
        int length = 0;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            String value = header.substring(colon + 1).strip();
            switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Integer.parseInt(value);
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                case "location" -> location = value;
                case "connection" -> last = value.equalsIgnoreCase("close");
                default -> {}
            }
        }
        byte[] body = chunked ? chunks() : bytes(length);
        if (last) {
            close();
        }
        return new Answer(status, location, body);
    }

    private byte[] chunks() throws IOException {
        byte[] body = new byte[0];
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            byte[] chunk = bytes(size);
            int end = body.length;
            body = Arrays.copyOf(body, end + size);
            System.arraycopy(chunk, 0, body, end, size);
            line();
        }
        line();
        return body;
    }

    private int chunkSize() throws IOException {
        String size = line();
        int extension = size.indexOf(';');
        return Integer.parseInt(extension < 0 ? size : size.substring(0, extension), 16);
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        int have = Math.min(count, filled - read);
        System.arraycopy(buffer, read, bytes, 0, have);
        read += have;
        if (in.readNBytes(bytes, have, count - have) < count - have) {
            throw new EOFException("the answer was cut off");
        }
        return bytes;
    }

    /** The next line without its end. */
    private String line() throws IOException {
        for (int at = read; ; at++) {
            if (at == filled) {
                int before = read;
                fill();
                at -= before - read;
            }
            if (buffer[at] == '\n') {
                int end = at > read && buffer[at - 1] == '\r' ? at - 1 : at;
                String line = new String(buffer, read, end - read, StandardCharsets.ISO_8859_1);
                read = at + 1;
                return line;
            }
        }
    }

    /** Appends to the buffer what has come; moves what is not read yet to its beginning when it is full. */
    private void fill() throws IOException {
        if (filled == buffer.length) {
            if (read == 0) {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            }
            System.arraycopy(buffer, read, buffer, 0, filled - read);
            filled -= read;
            read = 0;
        }
        int count = in.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        filled += count;
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException _) {
                // nothing more to expect of it
            }
        }
    }
}
