package dev.erp.chassis.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** An answer that is not the one asked for: an RFC 9457 problem with a stable code. Thrown; the chassis writes it. */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient HttpStatus status;
    private final String code;
    private final transient List<FieldError> errors;
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private final transient Map<String, Object> extensions = new LinkedHashMap<>();

    public Problem(HttpStatus status, String code, String detail, List<FieldError> errors) {
        // no stack trace: a problem is an answer, not a failure, and refused requests must stay cheap
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    public Problem(HttpStatus status, String code, String detail) {
        this(status, code, detail, List.of());
    }

    /** 400 naming one field. */
    public static Problem invalid(String field, String code, String message) {
        return invalid(List.of(new FieldError(field, code, message)));
    }

    /** 400 naming every field that is wrong. */
    public static Problem invalid(List<FieldError> errors) {
        String detail = errors.size() == 1
                ? errors.getFirst().field() + " " + errors.getFirst().message()
                : errors.size() + " fields are not valid";
        return new Problem(HttpStatus.BAD_REQUEST, "invalid_input", detail, errors);
    }

    /** 404; also for what exists but is somebody else's. */
    public static Problem notFound(String what, Object id) {
        return new Problem(HttpStatus.NOT_FOUND, "not_found", "There is no " + what + " " + id + ".");
    }

    /** 409: the request is fine, but the state does not allow it. */
    public static Problem conflict(String code, String detail) {
        return new Problem(HttpStatus.CONFLICT, code, detail);
    }

    /** 422: understood and well formed, but a rule of the business refuses it. */
    public static Problem unprocessable(String code, String detail) {
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, code, detail);
    }

    /** 422 naming the field that breaks the rule. */
    public static Problem unprocessable(String code, FieldError error) {
        return new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT, code, error.field() + " " + error.message(), List.of(error));
    }

    public Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** A further member of the problem document. */
    public Problem with(String name, Object value) {
        extensions.put(name, value);
        return this;
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** What the answer says in its headers. */
    public Map<String, String> headers() {
        return headers;
    }

    Map<String, Object> extensions() {
        return extensions;
    }
}
