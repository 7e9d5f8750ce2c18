package dev.erp.standalone.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Small JSON files that only their owner may read. */
final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    static <T> Optional<T> read(Path file, Class<T> type) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readValue(Files.readString(file), type));
        } catch (IOException e) {
            throw new ErpException("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
        } catch (JacksonException e) {
            // not as the cause: its message quotes the file, which may be the one with the passwords
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ErpException("%s cannot be read: it is damaged at line %d.".formatted(file, line));
        }
    }

    /** Whole or not at all: a reader never sees half a file, and nobody else ever sees any of it. */
    static void writePrivate(Path file, Object content) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.deleteIfExists(next);
            Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(next, MAPPER.writeValueAsString(content) + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ErpException("%s cannot be written: %s.".formatted(file, e.getMessage()), e);
        }
    }
}
