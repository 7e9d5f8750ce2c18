package dev.erp.testing;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents name is there: a guarantee whose test was renamed or removed is no guarantee. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+Test)\\.([a-z0-9_]+)`");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]+(?:[A-Z]+[a-z]+)*)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    @Test
    void every_test_that_proves_a_guarantee_exists() throws IOException {
        List<MatchResult> named = matches(TEST, ROOT.resolve("docs/guarantees.md"));
        List<String> missing = new ArrayList<>();
        for (MatchResult test : named) {
            if (!hasTest(test.group(1), test.group(2))) {
                missing.add(test.group());
            }
        }

        assertThat(named).isNotEmpty();
        assertThat(missing).isEmpty();
    }

    @Test
    void every_guarantee_names_a_test() throws IOException {
        List<String> rows = Files.readAllLines(ROOT.resolve("docs/guarantees.md")).stream()
                .filter(line -> line.startsWith("| **"))
                .toList();

        assertThat(rows).isNotEmpty().allMatch(row -> TEST.matcher(row).find());
    }

    @Test
    void every_class_that_the_tour_names_exists() throws IOException {
        Set<String> classes = sources()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());

        assertThat(matches(CLASS, ROOT.resolve("docs/tour.md")))
                .extracting(match -> match.group(1))
                .isNotEmpty()
                .isSubsetOf(classes);
    }

    @Test
    void every_link_between_documents_leads_somewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            for (MatchResult link : matches(LINK, document)) {
                if (!Files.exists(document.resolveSibling(link.group(1)))) {
                    broken.add(ROOT.relativize(document) + " -> " + link.group(1));
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    private static boolean hasTest(String className, String method) throws IOException {
        for (Path file : sources().toList()) {
            if (file.endsWith(className + ".java") && Files.readString(file).contains("void " + method + "(")) {
                return true;
            }
        }
        return false;
    }

    private static List<MatchResult> matches(Pattern pattern, Path document) throws IOException {
        return pattern.matcher(Files.readString(document)).results().toList();
    }

    /** The Java files of all modules. */
    private static Stream<Path> sources() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path sources : modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> walked = Files.walk(sources)) {
                    walked.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                }
            }
        }
        return files.stream();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> walked = Files.walk(ROOT, 3)) {
            return walked.filter(file -> file.toString().endsWith(".md"))
                    .filter(not(file -> file.toString().contains("/target/")))
                    .toList();
        }
    }
}
