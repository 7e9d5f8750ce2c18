package dev.erp.gateway.docs;

import dev.erp.chassis.security.Public;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** The API document, and two viewers of it that need nothing from elsewhere. */
@RestController
class DocsController {

    private static final Duration FILES_MAY_BE_CACHED = Duration.ofHours(1);

    private final ApiDocuments documents;
    private final ViewerFiles files;

    DocsController(ApiDocuments documents, ViewerFiles files) {
        this.documents = documents;
        this.files = files;
    }

    @Public
    @GetMapping("/openapi.json")
    Mono<ResponseEntity<byte[]>> document() {
        return documents.merged().map(document -> ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(MediaType.APPLICATION_JSON)
                .body(document));
    }

    /** Swagger UI and ReDoc. */
    @Public
    @GetMapping({"/docs", "/docs/{file}", "/redoc", "/redoc/{file}"})
    Mono<ResponseEntity<byte[]>> viewer(ServerHttpRequest request) {
        return files.at(request.getPath().value())
                .map(file -> answer(file, request))
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    private static ResponseEntity<byte[]> answer(ViewerFiles.ViewerFile file, ServerHttpRequest request) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(FILES_MAY_BE_CACHED))
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .contentType(file.type());
        String accepted = request.getHeaders().getFirst(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null && accepted.contains("gzip")
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").body(file.gzipped())
                : answer.body(file.bytes());
    }
}
