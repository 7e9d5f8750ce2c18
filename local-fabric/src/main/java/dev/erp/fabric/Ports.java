package dev.erp.fabric;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports on the loopback address. */
public final class Ports {
    private Ports() {}

    /**
     * A port that nobody listens on right now. Nothing reserves it: whoever binds it must be ready to be told that it was
     * taken in between.
     */
    public static int free() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new FabricException("No free TCP port on the loopback address: " + e.getMessage(), e);
        }
    }

    /** Whether {@code port} can be bound on 127.0.0.1 right now. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            // without it a port whose last connections are in TIME_WAIT would count as taken after a restart
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
