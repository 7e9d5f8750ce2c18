package dev.erp.standalone.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The signed checkpoints and stubs of an export: their signatures, their order, and what they say of each chain. */
final class Seals {

    /** Where a chain begins, after what was removed. */
    record Start(long position, String hash) {}

    private static final String GENESIS = "0".repeat(64);

    private final byte[] trusted;
    private final Map<String, byte[]> keys = new HashMap<>();
    private final Map<Integer, TreeMap<Long, String>> marks = new HashMap<>();
    private final Map<Integer, Start> starts = new HashMap<>();
    private String previous = GENESIS;
    private long checkpoints;
    private long stubs;

    /** @param trusted X.509 SubjectPublicKeyInfo of the only key that is believed; null to believe those of the file */
    Seals(byte[] trusted) {
        this.trusted = trusted;
    }

    long checkpoints() {
        return checkpoints;
    }

    void key(Line.Key key) {
        keys.put(key.kid(), key.publicKey());
    }

    /** What is wrong with it; null if nothing is. */
    String checkpoint(Line.Seal seal) {
        checkpoints++;
        String wrong = signature("checkpoint " + checkpoints, seal);
        if (wrong != null) {
            return wrong;
        }
        String[] lines = seal.content().split("\n");
        if (!lines[0].equals("erp-audit-checkpoint-1") || !lines[1].equals("number " + checkpoints)) {
            return "checkpoint %d is missing".formatted(checkpoints);
        }
        if (!lines[5].equals("previous " + previous)) {
            return "checkpoint %d does not follow from the one before it".formatted(checkpoints);
        }
        previous = HexFormat.of()
                .formatHex(RecordHash.sha256().digest(seal.content().getBytes(StandardCharsets.UTF_8)));
        for (int i = 6; i < lines.length; i++) {
            String[] head = lines[i].split(" ");
            marks.computeIfAbsent(Integer.parseInt(head[1]), chain -> new TreeMap<>())
                    .put(Long.parseLong(head[2]), head[3]);
        }
        return null;
    }

    /** What is wrong with it; null if nothing is. */
    String stub(Line.Seal seal) {
        stubs++;
        String wrong = signature("stub " + stubs, seal);
        if (wrong != null) {
            return wrong;
        }
        String[] lines = seal.content().split("\n");
        if (!lines[0].equals("erp-audit-stub-1") || !lines[1].equals("number " + stubs)) {
            return "stub %d is missing".formatted(stubs);
        }
        for (int i = 5; i < lines.length; i++) {
            String[] range = lines[i].split(" ");
            starts.put(Integer.parseInt(range[1]), new Start(Long.parseLong(range[3]), range[5]));
        }
        return null;
    }

    Start startOf(int chain) {
        return starts.getOrDefault(chain, new Start(0, GENESIS));
    }

    TreeMap<Long, String> marksOf(int chain) {
        return marks.getOrDefault(chain, new TreeMap<>());
    }

    Map<Integer, TreeMap<Long, String>> marks() {
        return marks;
    }

    private String signature(String what, Line.Seal seal) {
        byte[] key = keys.get(seal.kid());
        if (key == null
                || !kid(key).equals(seal.kid())
                || trusted != null && !kid(trusted).equals(seal.kid())) {
            return what + " is signed with a key that is not the right one";
        }
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key)));
            signature.update(seal.content().getBytes(StandardCharsets.UTF_8));
            return signature.verify(seal.signature())
                    ? null
                    : what + " was altered: its signature is not that of its key";
        } catch (GeneralSecurityException e) {
            return what + " was altered: it has no signature";
        }
    }

    private static String kid(byte[] publicKey) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(RecordHash.sha256().digest(publicKey));
    }
}
