package dev.erp.gateway.route;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Why a service gave no answer. */
enum UpstreamFailure {
    /** No connection could be made; nothing was sent. */
    UNREACHABLE,

    /** The connection broke; whether the service did what it was asked is not known. */
    LOST,

    /** No answer in time; whether the service did what it was asked is not known. */
    TIMED_OUT,

    /** It failed so often that it is left alone for a while; nothing was sent. */
    LEFT_ALONE,

    /** It has as many requests as it may have at once; nothing was sent. */
    CROWDED,

    /** Nothing that the service did: the client went away, sent too much, or the fault is here. */
    NONE;

    static UpstreamFailure of(Throwable failure) {
        return switch (failure) {
            case ConnectException _, UnknownHostException _ -> UNREACHABLE;
            case IOException _ -> LOST;
            case ReadTimeoutException _ -> TIMED_OUT;
            case ResponseStatusException e when e.getStatusCode() == HttpStatus.GATEWAY_TIMEOUT -> TIMED_OUT;
            case CallNotPermittedException _ -> LEFT_ALONE;
            case BulkheadFullException _ -> CROWDED;
            default -> isPoolFull(failure) ? CROWDED : NONE;
        };
    }

    /** Whether it says that the service is ill, and asking it again and again makes it worse. */
    boolean isOfTheService() {
        return this == UNREACHABLE || this == LOST || this == TIMED_OUT;
    }

    /** The pool's exceptions are in a package of Netty that is not meant to be imported. */
    private static boolean isPoolFull(Throwable failure) {
        return failure.getClass().getSimpleName().startsWith("PoolAcquire");
    }
}
