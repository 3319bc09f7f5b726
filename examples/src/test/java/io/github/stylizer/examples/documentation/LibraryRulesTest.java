package io.github.stylizer.examples.documentation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the libraries may use of each other, and what is public though nobody needs it. */
class LibraryRulesTest {
  private static final String ROOT = "io.github.stylizer";
  private static final JavaClasses LIBRARIES =
      new ClassFileImporter()
          .importPaths(
              Stream.of("core", "vgg", "gatys", "fastnet", "metanet")
                  .map(module -> SnippetSources.ROOT.resolve(Path.of(module, "target", "classes")))
                  .toList());

  /** Types that only tests in other packages need, to compare with reference results. */
  private static final Set<String> NEEDED_BY_TESTS =
      Set.of("ElementType", "GramMatrix", "Sha256", "TotalVariation", "TrainingStep");

  @ParameterizedTest
  @ValueSource(strings = {"gatys", "fastnet", "metanet"})
  void methodsDoNotKnowEachOther(String method) {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "." + method + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "." + method + "..")
        .check(LIBRARIES);
  }

  @Test
  void internalTypesArePublicOnlyForOtherPackages() {
    classes()
        .that()
        .resideInAnyPackage(ROOT + ".internal..", ROOT + ".vgg.download", ROOT + ".gatys.optim")
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .should(beNeededInAnotherPackage())
        .check(LIBRARIES);
  }

  private static ArchCondition<JavaClass> beNeededInAnotherPackage() {
    return new ArchCondition<>("be used in another package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean needed =
            NEEDED_BY_TESTS.contains(type.getSimpleName())
                // The compiler copies constants to where they are used.
                || type.getMethods().isEmpty()
                || type.getDirectDependenciesToSelf().stream()
                    .map(dependency -> dependency.getOriginClass().getPackageName())
                    .anyMatch(name -> !name.equals(type.getPackageName()));
        events.add(
            new SimpleConditionEvent(
                type, needed, type.getName() + " is public, but only its own package uses it"));
      }
    };
  }
}
