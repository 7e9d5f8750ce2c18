package dev.erp.audit.trail;

import dev.erp.audit.trail.AuditTrail.Link;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** For spreadsheets: RFC 4180, UTF-8, a line of names first. */
final class CsvFormat implements ExportFormat {

    private static final String NAMES =
            "chain,position,id,topic,type,action,resourceType,resourceId,sequence,occurredAt,"
                    + "recordedAt,actor,actorName,correlationId,causationId,traceparent,reason,requestId,address,data,dataBase64,"
                    + "previousHash,hash\r\n";
    private static final String FORMULA_STARTS = "=+-@\t\r";
    private static final HexFormat HEX = HexFormat.of();

    @Override
    public boolean isCsv() {
        return true;
    }

    @Override
    public void begin(ByteArrayOutputStream out, Instant at, boolean whole) {
        out.writeBytes(NAMES.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void seal(ByteArrayOutputStream out, String kind, Map<String, Object> fields) {
        // a table has no place for it: who wants to verify takes NDJSON
    }

    @Override
    public void record(ByteArrayOutputStream out, Link link) {
        AuditRecord event = link.event();
        Object[] fields = {
            event.chain(),
            event.position(),
            event.eventId(),
            event.topic(),
            event.type(),
            event.subject().action(),
            event.subject().resourceType(),
            event.subject().id(),
            event.sequence(),
            event.occurredAt(),
            event.recordedAt(),
            event.actor().id(),
            event.actor().name(),
            event.correlationId(),
            event.causationId(),
            event.traceparent(),
            event.circumstances().reason(),
            event.circumstances().requestId(),
            event.circumstances().address(),
            event.isText() ? new String(event.data(), StandardCharsets.UTF_8) : null,
            event.isText() ? null : Base64.getEncoder().encodeToString(event.data()),
            HEX.formatHex(link.previousHash()),
            HEX.formatHex(link.hash())
        };
        StringBuilder line = new StringBuilder();
        for (Object field : fields) {
            line.append(line.isEmpty() ? "" : ",").append(quoted(field));
        }
        out.writeBytes(line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void end(ByteArrayOutputStream out, long records, List<Checkpoint.Head> heads) {
        // the last line is the last record
    }

    private static String quoted(Object field) {
        if (field == null) {
            return "";
        }
        String text = field.toString();
        // a spreadsheet would run what begins like a formula, and anybody can be called "=1+1"
        if (!text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? text
                : '"' + text.replace("\"", "\"\"") + '"';
    }
}
