package dev.erp.audit.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the signed checkpoints and stubs say, once their signatures are checked. Blocks. */
final class Seals {

    /** @param firstFault missing when every checkpoint is whole, signed, and follows from the one before */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "CheckpointVerification")
    record Report(
            @Schema(example = "17") long checked, @Nullable SealFault firstFault) {}

    /**
     * @param what {@code checkpoint} or {@code stub}
     * @param kind {@code altered} or {@code missing}
     */
    @Schema(name = "CheckpointFault")
    record SealFault(
            @Schema(example = "checkpoint") String what,
            @Schema(example = "altered") String kind,
            @Schema(example = "17") long number,

            @Schema(example = "its signature is not that of its key")
            String detail) {}

    /** Where a chain begins, after what was removed. */
    record Start(long position, byte[] hash) {}

    private static final int FETCH = 1_000;

    private final Map<String, byte[]> keys = new HashMap<>();
    private final Map<Integer, Marks> marks = new HashMap<>();
    private final Map<Integer, Start> starts = new HashMap<>();
    private long checked;
    private SealFault fault;

    private Seals() {}

    static Seals read(Connection connection) throws SQLException {
        // a cursor needs a transaction
        connection.setAutoCommit(false);
        try {
            return within(connection);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** In the caller's transaction. */
    static Seals within(Connection connection) throws SQLException {
        Seals seals = new Seals();
        seals.readKeys(connection);
        seals.readStubs(connection);
        seals.readCheckpoints(connection);
        return seals;
    }

    Report report() {
        return new Report(checked, fault);
    }

    /** The chains that any checkpoint knows. */
    Set<Integer> chains() {
        return marks.keySet();
    }

    Marks marksOf(int chain) {
        return marks.getOrDefault(chain, new Marks());
    }

    Start startOf(int chain) {
        return starts.getOrDefault(chain, new Start(0, HashChain.genesis()));
    }

    private void readKeys(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT kid, public_key FROM audit_signing_key");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                keys.put(rows.getString(1), rows.getBytes(2));
            }
        }
    }

    private void readStubs(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT number, kid, content, signature FROM audit_stub ORDER BY number");
                ResultSet rows = query.executeQuery()) {
            for (long number = 1; rows.next(); number++) {
                if (!isWhole("stub", rows, number)) {
                    return;
                }
                Stub stub = Stub.parse(rows.getString(3));
                if (stub.number() != number) {
                    fault = new SealFault("stub", "altered", number, "its content is another one's");
                    return;
                }
                stub.ranges().forEach(range -> starts.put(range.chain(), new Start(range.last(), range.hash())));
            }
        }
    }

    private void readCheckpoints(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT number, kid, content, signature FROM audit_checkpoint ORDER BY number")) {
            query.setFetchSize(FETCH);
            try (ResultSet rows = query.executeQuery()) {
                String before = null;
                for (long number = 1; fault == null && rows.next(); number++) {
                    if (isWhole("checkpoint", rows, number)) {
                        before = readCheckpoint(rows.getString(3), number, before);
                    }
                }
            }
        }
    }

    private String readCheckpoint(String content, long number, String before) {
        Checkpoint checkpoint = Checkpoint.parse(content);
        if (checkpoint.number() != number || !Arrays.equals(checkpoint.previous(), Checkpoint.digest(before))) {
            fault = new SealFault("checkpoint", "altered", number, "does not follow from the one before it");
            return content;
        }
        checkpoint.heads().forEach(head -> marks.computeIfAbsent(head.chain(), chain -> new Marks())
                .add(number, head.position(), head.hash()));
        checked++;
        return content;
    }

    private boolean isWhole(String what, ResultSet row, long number) throws SQLException {
        String kid = row.getString(2);
        byte[] key = keys.get(kid);
        if (row.getLong(1) != number) {
            fault = new SealFault(what, "missing", number, "is missing");
        } else if (key == null || !SealingKey.kid(key).equals(kid)) {
            fault = new SealFault(what, "altered", number, "its key is not the one that it names");
        } else if (!SealingKey.verify(key, row.getString(3), row.getBytes(4))) {
            fault = new SealFault(what, "altered", number, "its signature is not that of its key");
        } else if (!row.getString(3).contains("\nkey " + kid + "\n")) {
            fault = new SealFault(what, "altered", number, "was signed with another key than it names");
        }
        return fault == null;
    }
}
