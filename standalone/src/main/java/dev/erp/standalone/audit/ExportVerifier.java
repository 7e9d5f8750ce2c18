package dev.erp.standalone.audit;

import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** Verifies an export line by line; nothing but the last line of each chain is kept. Knows the format, and nothing of the service. */
public final class ExportVerifier {

    /**
     * What was found.
     *
     * @param records that are as they were written
     * @param checkpoints whose signatures are right
     * @param firstFault what is wrong, with the place; null when nothing is
     */
    public record Result(long records, long checkpoints, boolean whole, String firstFault) {}

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Seals seals;
    private final RecordHash hashes = new RecordHash();
    private final Map<Integer, Line.Head> ends = new HashMap<>();
    private final Set<Integer> seen = new HashSet<>();
    private boolean whole;
    private long records;
    private Line last;
    private Line faulty;
    private String expected;
    private String fault;

    /** @param trustedKey X.509 SubjectPublicKeyInfo; null to believe the keys in the file */
    public ExportVerifier(byte[] trustedKey) {
        this.seals = new Seals(trustedKey);
    }

    /** Reads to the end, or to the first fault and as far behind it as is needed to say what it is. */
    public Result verify(InputStream in) {
        long line = 0;
        Line.End end = null;
        try (MappingIterator<Line> lines = JSON.readerFor(Line.class).readValues(in)) {
            while (lines.hasNextValue() && !isClear()) {
                line++;
                Line next = lines.nextValue();
                end = next.end() == null ? end : next.end();
                take(next, line);
            }
        } catch (JacksonException e) {
            fail("line %d cannot be read: it was cut off or altered".formatted(line + 1));
        }
        if (fault == null) {
            checkEnd(end);
        }
        return new Result(records, seals.checkpoints(), whole, fault);
    }

    private void take(Line next, long line) {
        if (next.export() != null) {
            whole = Boolean.TRUE.equals(next.whole());
            if (line != 1 || !next.export().equals("erp-audit-export-1")) {
                fail("line %d is no beginning of an export that is known here".formatted(line));
            }
        } else if (next.key() != null) {
            seals.key(next.key());
        } else if (next.stub() != null) {
            fail(seals.stub(next.stub()));
        } else if (next.checkpoint() != null) {
            fail(seals.checkpoint(next.checkpoint()));
        } else if (next.isRecord()) {
            if (whole) {
                inChain(next);
            } else {
                alone(next);
            }
        }
    }

    /** In an excerpt each record can only be held against its own hash. */
    private void alone(Line next) {
        if (next.hash().equals(hashes.of(next.previousHash(), next))) {
            records++;
        } else {
            fail(at(next) + " was altered: it does not have the hash that was written with it");
        }
    }

    private void inChain(Line next) {
        if (faulty != null) {
            explain(next);
            return;
        }
        if (last == null || !last.chain().equals(next.chain())) {
            if (!seen.add(next.chain())) {
                fail(at(next) + " was swapped: its chain stands further above");
                return;
            }
            last = null;
        }
        Seals.Start start = seals.startOf(next.chain());
        long position = (last == null ? start.position() : last.position()) + 1;
        String previous = last == null ? start.hash() : last.hash();
        if (next.position() > position) {
            suspect(next, previous, "chain %d, position %d is missing".formatted(next.chain(), position));
        } else if (next.position() < position) {
            fail(at(next) + " was added or swapped: it stands behind position " + (position - 1));
        } else if (!next.previousHash().equals(previous)) {
            suspect(next, previous, at(next) + " was altered: it does not follow from the record before it");
        } else if (!next.hash().equals(hashes.of(previous, next))) {
            suspect(next, previous, at(next) + " was altered: it does not have the hash that was written with it");
        } else if (!next.hash().equals(seals.marksOf(next.chain()).getOrDefault(next.position(), next.hash()))) {
            Long agreed = seals.marksOf(next.chain()).lowerKey(next.position());
            fail(
                    "chain %d was computed anew: a signed checkpoint knows another record at position %d; one of the positions %d to %d was altered"
                            .formatted(
                                    next.chain(), next.position(), agreed == null ? 1 : agreed + 1, next.position()));
        } else {
            records++;
            last = next;
            ends.put(next.chain(), new Line.Head(next.chain(), next.position(), next.hash()));
        }
    }

    /** Whether it was altered, or another one belongs here, is seen further below. */
    private void suspect(Line next, String previous, String what) {
        fail(what);
        faulty = next;
        expected = previous;
    }

    private void explain(Line next) {
        if (!next.chain().equals(faulty.chain()) || !next.previousHash().equals(expected)) {
            return;
        }
        boolean added = next.position() == faulty.position() + 1 && !next.hash().equals(faulty.previousHash());
        fault = added
                ? at(faulty) + " was added: the record that belongs here stands at position " + next.position()
                : at(faulty) + " was swapped: the record that belongs before it stands further below, at position "
                        + next.position();
        expected = null;
    }

    private boolean isClear() {
        return fault != null && (faulty == null || expected == null);
    }

    private void checkEnd(Line.End end) {
        if (end == null) {
            fail("the file is cut off" + (last == null ? "" : " behind " + at(last)));
            return;
        }
        if (!whole) {
            fail(
                    end.records() == records
                            ? null
                            : "records are missing: %d of %d are there".formatted(records, end.records()));
            return;
        }
        for (Line.Head head : end.heads()) {
            Line.Head found = ends.get(head.chain());
            if (found == null || found.position() < head.position()) {
                long position = found == null ? seals.startOf(head.chain()).position() : found.position();
                if (position < head.position()) {
                    fail("chain %d, position %d is missing, and so is all up to %d"
                            .formatted(head.chain(), position + 1, head.position()));
                }
            } else if (!found.equals(head)) {
                fail("chain %d does not end as its head says".formatted(head.chain()));
            }
        }
        seals.marks().forEach((chain, marks) -> {
            Line.Head found = ends.get(chain);
            long position = found == null ? seals.startOf(chain).position() : found.position();
            if (marks.lastKey() > position) {
                fail("chain %d, position %d is missing: a signed checkpoint has seen position %d"
                        .formatted(chain, position + 1, marks.lastKey()));
            }
        });
    }

    private void fail(String what) {
        if (fault == null) {
            fault = what;
        }
    }

    private static String at(Line line) {
        return "chain %d, position %d (event %s)".formatted(line.chain(), line.position(), line.id());
    }
}
