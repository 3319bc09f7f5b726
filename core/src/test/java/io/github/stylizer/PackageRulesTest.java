package io.github.stylizer;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Which package of core may use which. That no exported signature has an internal type is checked
 * by the compiler (lint "exports").
 */
class PackageRulesTest {
  private static final String ROOT = "io.github.stylizer";
  private static final String INTERNAL = ROOT + ".internal.";
  private static final JavaClasses CORE =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  /** One slice for each exported package, also for that at the root. */
  private static final class ExportedPackages implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      return name.startsWith(ROOT) && !name.startsWith(INTERNAL)
          ? SliceIdentifier.of(name)
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "exported packages";
    }
  }

  @Test
  void internalPackagesHaveNoCycle() {
    slices().matching(INTERNAL + "(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void exportedPackagesHaveNoCycle() {
    slices().assignedFrom(new ExportedPackages()).should().beFreeOfCycles().check(CORE);
  }

  @Test
  void imagesKnowNoTensors() {
    mayNotUse("image", "ai.djl..", ROOT + ".tensor", INTERNAL + "torch").check(CORE);
    mayNotUse("internal.image", "ai.djl..", ROOT + ".tensor", INTERNAL + "torch").check(CORE);
  }

  @Test
  void filesKnowNoImagesAndNoOtherInternals() {
    noClasses()
        .that()
        .resideInAPackage(INTERNAL + "io")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("ai.djl..", ROOT + ".image", INTERNAL + "*..")
                .and(not(resideInAPackage(INTERNAL + "io"))))
        .check(CORE);
  }

  @Test
  void onlyTrainersKnowTraining() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".train", INTERNAL + "train")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".train", INTERNAL + "train")
        .check(CORE);
  }

  private static ArchRule mayNotUse(String name, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + "." + name)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }
}
