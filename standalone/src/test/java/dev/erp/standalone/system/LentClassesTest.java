package dev.erp.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/** Two jars of the class path stand for a library that is lent and one that is not. */
class LentClassesTest {
    private static final String PICOCLI_CLASS = "picocli/CommandLine.class";
    private static final String JACKSON_CLASS = "tools/jackson/databind/json/JsonMapper.class";

    private final LentClasses picocli = new LentClasses(Set.of(jar(CommandLine.class)));
    private final LentClasses nothing = new LentClasses(Set.of());

    private static Path jar(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_class_of_a_lent_jar_is_the_one_of_this_program() throws Exception {
        assertThat(picocli.loadClass(CommandLine.class.getName())).isSameAs(CommandLine.class);
    }

    @Test
    void classes_of_other_jars_and_of_this_program_are_not_to_be_seen() {
        for (Class<?> hidden : List.of(JsonMapper.class, ErpSystem.class, LentClassesTest.class)) {
            assertThatThrownBy(() -> picocli.loadClass(hidden.getName())).isInstanceOf(ClassNotFoundException.class);
        }
        assertThatThrownBy(() -> nothing.loadClass(CommandLine.class.getName()))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void the_jdk_and_the_logging_are_always_lent() throws Exception {
        assertThat(nothing.loadClass("java.sql.Connection")).isSameAs(java.sql.Connection.class);
        assertThat(nothing.loadClass(LoggerFactory.class.getName())).isSameAs(LoggerFactory.class);
        assertThat(nothing.loadClass("ch.qos.logback.classic.Logger")).isSameAs(ch.qos.logback.classic.Logger.class);
    }

    @Test
    void resources_are_lent_as_classes_are() throws Exception {
        assertThat(picocli.getResource(PICOCLI_CLASS)).isNotNull();
        assertThat(picocli.getResource(JACKSON_CLASS)).isNull();
        assertThat(nothing.getResource(PICOCLI_CLASS)).isNull();
    }

    @Test
    void of_a_resource_that_many_jars_have_only_the_lent_ones_are_found() throws Exception {
        var manifests = Collections.list(picocli.findResources("META-INF/MANIFEST.MF"));

        assertThat(manifests)
                .singleElement()
                .asString()
                .contains(jar(CommandLine.class).getFileName().toString());
        assertThat(Collections.list(nothing.findResources("META-INF/MANIFEST.MF")))
                .isEmpty();
    }

    @Test
    void only_jars_on_the_class_path_can_be_lent() {
        Path known = jar(CommandLine.class);
        Path elsewhere = Path.of("/elsewhere").resolve(known.getFileName());

        assertThat(LentClasses.onClassPath(List.of(known, elsewhere))).containsExactly(known);
    }
}
