package dev.erp.gateway.route;

/** A connection broke while a request's body was on its way: the client's, or the service's; nobody can tell. */
final class IncompleteRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IncompleteRequestException(Throwable cause) {
        super(cause.toString(), cause, false, false);
    }
}
