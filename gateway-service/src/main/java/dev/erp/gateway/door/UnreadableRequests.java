package dev.erp.gateway.door;

import dev.erp.gateway.accesslog.AccessLog;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/**
 * Answers what is no HTTP request that could be handled (a URL or headers that are too long, or rubbish) with a problem like every
 * other error; the server itself would answer without a body. The connection is closed, because its bytes make no sense any more.
 */
@Component
class UnreadableRequests implements NettyServerCustomizer {

    private final AccessLog accessLog;

    UnreadableRequests(AccessLog accessLog) {
        this.accessLog = accessLog;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((observer, channel, remote) -> channel.pipeline()
                .addBefore(NettyPipeline.HttpTrafficHandler, "erp.unreadableRequests", new Answering(accessLog)));
    }

    @ChannelHandler.Sharable
    private static final class Answering extends ChannelDuplexHandler {

        private final AccessLog accessLog;

        Answering(AccessLog accessLog) {
            this.accessLog = accessLog;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request
                    && (request.decoderResult().isFailure()
                            || request.protocolVersion().majorVersion() != 1)) {
                Throwable cause = request.decoderResult().cause();
                ReferenceCountUtil.release(message);
                context.writeAndFlush(identified(answer(cause), context)).addListener(ChannelFutureListener.CLOSE);
            } else {
                context.fireChannelRead(message);
            }
        }

        /** What is no URI after all (RFC 3986), the server refuses by itself before anybody of us sees it, and without a word. */
        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof FullHttpResponse bare
                    && bare.status().code() == HttpResponseStatus.BAD_REQUEST.code()
                    && !bare.headers().contains(RequestIds.REQUEST_ID)) {
                ReferenceCountUtil.release(message);
                context.write(identified(answer(null), context), promise.unvoid())
                        .addListener(ChannelFutureListener.CLOSE);
            } else {
                context.write(message, promise);
            }
        }

        private DefaultFullHttpResponse identified(DefaultFullHttpResponse answer, ChannelHandlerContext context) {
            String requestId = RequestIds.next();
            answer.headers().set(RequestIds.REQUEST_ID, requestId);
            accessLog.unreadable(requestId, answer.status().code(), address(context));
            return answer;
        }

        private static String address(ChannelHandlerContext context) {
            return context.channel().remoteAddress() instanceof InetSocketAddress peer && peer.getAddress() != null
                    ? peer.getAddress().getHostAddress()
                    : null;
        }

        private static DefaultFullHttpResponse answer(Throwable cause) {
            return switch (cause) {
                case TooLongHttpLineException e ->
                    problem(HttpResponseStatus.REQUEST_URI_TOO_LONG, "uri_too_long", "A URL has at most 8 KiB.");
                case TooLongHttpHeaderException e ->
                    problem(
                            HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                            "headers_too_large",
                            "The headers of a request have at most 16 KiB.");
                case null, default ->
                    problem(
                            HttpResponseStatus.BAD_REQUEST,
                            "malformed_request",
                            "This is not a request in the form of HTTP/1.1.");
            };
        }

        private static DefaultFullHttpResponse problem(HttpResponseStatus status, String code, String detail) {
            String body = """
                    {"type":"https://erp.dev/problems/%s","title":"%s","status":%d,"detail":"%s","code":"%s"}""".formatted(code.replace('_', '-'), status.reasonPhrase(), status.code(), detail, code);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(bytes));
            response.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, "application/problem+json")
                    .set(HttpHeaderNames.CONTENT_LENGTH, bytes.length)
                    .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                    .set(HttpHeaderNames.CONNECTION, "close");
            SecurityHeaders.FOR_EVERY_ANSWER.forEach(response.headers()::set);
            return response;
        }
    }
}
