package dev.erp.audit.trail;

import dev.erp.audit.trail.AuditTrail.Link;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How an export is written. Each method appends whole lines. */
sealed interface ExportFormat permits NdjsonFormat, CsvFormat {

    boolean isCsv();

    /** @param whole whether it has every record, and not only those of a filter */
    void begin(ByteArrayOutputStream out, Instant at, boolean whole);

    /**
     * Something to verify the records with.
     *
     * @param kind {@code key}, {@code checkpoint} or {@code stub}
     */
    void seal(ByteArrayOutputStream out, String kind, Map<String, Object> fields);

    void record(ByteArrayOutputStream out, Link link);

    /** @param heads of a whole export, where each chain ends; else empty */
    void end(ByteArrayOutputStream out, long records, List<Checkpoint.Head> heads);
}
