package dev.erp.gateway.door;

import java.net.InetAddress;

/** A block of addresses such as {@code 10.0.0.0/8} or {@code fd00::/8}. */
record CidrBlock(InetAddress network, int bits) {

    /** @throws IllegalArgumentException when it is none */
    static CidrBlock parse(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int all = network.getAddress().length * Byte.SIZE;
            int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
            if (bits >= 0 && bits <= all) {
                return new CidrBlock(network, bits);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a CIDR block such as 10.0.0.0/8: " + text, e);
        }
        throw new IllegalArgumentException("not a CIDR block such as 10.0.0.0/8: " + text);
    }

    boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if ((mine[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
