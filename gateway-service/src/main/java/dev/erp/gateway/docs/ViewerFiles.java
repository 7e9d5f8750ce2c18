package dev.erp.gateway.docs;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.webjars.WebJarVersionLocator;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The files of Swagger UI and ReDoc: a handful, about 2.6 MB, read when the first is asked for and kept in memory, compressed too:
 * to compress a megabyte for each who asks would keep an event loop busy for a long time.
 */
@Component
class ViewerFiles {

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");
    private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=UTF-8");
    private static final MediaType JAVASCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");

    record ViewerFile(MediaType type, byte[] bytes, byte[] gzipped) {}

    private final Mono<Map<String, ViewerFile>> files = Mono.fromCallable(ViewerFiles::read)
            .subscribeOn(Schedulers.boundedElastic())
            .cacheInvalidateIf(_ -> false);

    /** The file at this path, or nothing. */
    Mono<ViewerFile> at(String path) {
        return files.mapNotNull(all -> all.get(path));
    }

    private static Map<String, ViewerFile> read() throws IOException {
        Map<String, ViewerFile> all = new HashMap<>();
        all.put("/docs", own("docs.html", HTML));
        all.put("/docs/start.js", own("docs.js", JAVASCRIPT));
        all.put("/docs/login.js", own("login.js", JAVASCRIPT));
        all.put("/docs/login.css", own("login.css", CSS));
        all.put("/docs/swagger-ui.css", webjar("swagger-ui", "swagger-ui.css", CSS));
        all.put("/docs/swagger-ui.js", webjar("swagger-ui", "swagger-ui-bundle.js", JAVASCRIPT));
        all.put("/docs/favicon.png", webjar("swagger-ui", "favicon-32x32.png", MediaType.IMAGE_PNG));
        all.put("/redoc", own("redoc.html", HTML));
        all.put("/redoc/start.js", own("redoc.js", JAVASCRIPT));
        all.put("/redoc/redoc.js", webjar("redoc", "bundles/redoc.standalone.js", JAVASCRIPT));
        return all;
    }

    private static ViewerFile own(String file, MediaType type) throws IOException {
        return load("pages/" + file, type);
    }

    private static ViewerFile webjar(String name, String file, MediaType type) throws IOException {
        return load(new WebJarVersionLocator().fullPath(name, file), type);
    }

    private static ViewerFile load(String resource, MediaType type) throws IOException {
        // of this class' own loader: in the standalone system each service has one
        try (InputStream stream = ViewerFiles.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new FileNotFoundException(resource);
            }
            byte[] bytes = stream.readAllBytes();
            return new ViewerFile(type, bytes, gzip(bytes));
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }
}
