package dev.erp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.ConstantInstruction;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The string constants that the methods of production classes use; those of annotations are none of them. */
final class LoadedStrings {

    private LoadedStrings() {}

    /** Of the service whose test class this is, and of the chassis. */
    static Set<String> of(Class<?> testClass) {
        Set<String> strings = new TreeSet<>();
        addAll("dev/erp/chassis", strings);
        addAll(testClass.getPackageName().replace('.', '/'), strings);
        return strings;
    }

    private static void addAll(String folder, Set<String> strings) {
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:" + folder + "/**/*.class")) {
                if (!file.getURL().getPath().contains("/test-classes/")) {
                    add(file.getContentAsByteArray(), strings);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(byte[] classFile, Set<String> strings) {
        ClassFile.of().parse(classFile).methods().forEach(method -> method.code()
                .ifPresent(code -> {
                    for (CodeElement element : code) {
                        if (element instanceof ConstantInstruction constant
                                && constant.constantValue() instanceof String text) {
                            strings.add(text);
                        }
                    }
                }));
    }
}
