package dev.erp.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.metaAnnotatedWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The walls of the house, for one service: {@code Walls.of("dev.erp.sales").pure("dev.erp.sales.order.SalesOrder").stand()}.
 * Looks at the production classes alone.
 */
public final class Walls {

    private static final String CHASSIS = "dev.erp.chassis..";

    private final String root;
    private final JavaClasses classes;
    private final List<String> pure = new ArrayList<>();

    Walls(String root, ImportOption... options) {
        this.root = root;
        this.classes =
                new ClassFileImporter().withImportOptions(List.of(options)).importPackages(root);
        assertThat(classes).as("the classes of " + root).isNotEmpty();
    }

    /** The walls of the service whose classes live in and below this package. */
    public static Walls of(String rootPackage) {
        return new Walls(rootPackage, new ImportOption.DoNotIncludeTests(), new ImportOption.DoNotIncludeJars());
    }

    /** These classes (full names), and what is nested in them, are rules: they know nothing of Spring, SQL, Kafka, Reactor. */
    public Walls pure(String... classNames) {
        for (String name : classNames) {
            classes.get(name); // fails when a class was renamed and the rule would no longer hold anything
            pure.add(name);
        }
        return this;
    }

    /** Fails, naming every place where a wall does not stand. */
    public void stand() {
        assertThat(violations()).isEmpty();
    }

    List<String> violations() {
        return rules().stream()
                .map(rule -> rule.allowEmptyShould(true).evaluate(classes))
                .filter(EvaluationResult::hasViolation)
                .map(result -> result.getFailureReport().toString())
                .toList();
    }

    private List<ArchRule> rules() {
        return List.of(
                packagesAreNamedAfterAggregates(),
                aggregatesDependOnEachOtherInOneDirection(),
                servicesKnowTheChassisAndNobodyElse(),
                rulesAreFreeOfFrameworks(),
                namesAreThoseOfTheField(),
                nothingIsInjectedIntoFields(),
                everyEndpointSaysWhoMayCallIt(),
                transactionsAreNeverTorn(),
                nobodySleeps(),
                nobodyPrints());
    }

    private ArchRule packagesAreNamedAfterAggregates() {
        return noClasses()
                .should()
                .resideInAnyPackage(
                        root + "..controller..",
                        root + "..service..",
                        root + "..repository..",
                        root + "..dto..",
                        root + "..entity..",
                        root + "..model..")
                .because("packages are named after aggregates: what changes together lies together");
    }

    private ArchRule aggregatesDependOnEachOtherInOneDirection() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    private ArchRule servicesKnowTheChassisAndNobodyElse() {
        return noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("dev.erp..").and(not(resideInAnyPackage(root + "..", CHASSIS))))
                .because("a service knows the chassis and the schemas, never another service");
    }

    private ArchRule rulesAreFreeOfFrameworks() {
        return noClasses()
                .that(describe("are pure", this::isPure))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "io.r2dbc..",
                        "java.sql..",
                        "javax.sql..",
                        "org.apache.kafka..",
                        "reactor..",
                        "io.netty..")
                .because("rules are tested and read without a framework");
    }

    private boolean isPure(JavaClass type) {
        return pure.stream()
                .anyMatch(name -> type.getName().equals(name) || type.getName().startsWith(name + "$"));
    }

    private static ArchRule namesAreThoseOfTheField() {
        return noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Mapper")
                .orShould()
                .haveSimpleNameEndingWith("Dto")
                .orShould()
                .haveSimpleNameEndingWith("DTO")
                .because("a name says what a thing is to the business");
    }

    private static ArchRule nothingIsInjectedIntoFields() {
        return fields().should()
                .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .andShould()
                .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .andShould()
                .notBeAnnotatedWith("jakarta.inject.Inject")
                .because("what a class needs is in its constructor");
    }

    private static ArchRule everyEndpointSaysWhoMayCallIt() {
        return methods()
                .that(are(metaAnnotatedWith(RequestMapping.class)))
                .should()
                .beAnnotatedWith("dev.erp.chassis.security.Permission")
                .orShould()
                .beAnnotatedWith("dev.erp.chassis.security.Public")
                .because("an endpoint that says nothing is a hole or a mistake");
    }

    private static ArchRule transactionsAreNeverTorn() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.transaction..")
                .because(
                        "dev.erp.chassis.persistence.Transactions runs them to their end; a cancelled one may be torn");
    }

    private static ArchRule nobodySleeps() {
        return noClasses()
                .should()
                .callMethodWhere(target(owner(JavaClass.Predicates.equivalentTo(Thread.class)))
                        .and(target(name("sleep"))))
                .because("waiting is for events and the clock, not for threads");
    }

    private static ArchRule nobodyPrints() {
        return noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("what happened belongs into the log");
    }
}
