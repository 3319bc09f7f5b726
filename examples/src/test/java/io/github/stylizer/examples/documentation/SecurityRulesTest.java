package io.github.stylizer.examples.documentation;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/security.md says that no class of the libraries does. */
class SecurityRulesTest {
  private static final String ROOT = "io.github.stylizer";
  private static final String DOWNLOAD = ROOT + ".vgg.download";
  private static final String TORCH = ROOT + ".internal.torch";
  private static final JavaClasses LIBRARIES =
      new ClassFileImporter()
          .importPaths(
              Stream.of("core", "vgg", "gatys", "fastnet", "metanet")
                  .map(module -> SnippetSources.ROOT.resolve(Path.of(module, "target", "classes")))
                  .toList());

  private static ArchRule onlyMayCall(
      String classOrPackage, String what, Predicate<JavaAccess<?>> call) {
    return noClasses()
        .that(describe("are not " + classOrPackage, type -> !isIn(type, classOrPackage)))
        .should()
        .accessTargetWhere(describe(what, call));
  }

  private static boolean isIn(JavaClass type, String classOrPackage) {
    return type.getName().equals(classOrPackage) || type.getPackageName().equals(classOrPackage);
  }

  private static boolean isTo(JavaAccess<?> call, String owner, String methods) {
    return call.getTargetOwner().getName().matches(owner) && call.getName().matches(methods);
  }

  private static boolean takesUrl(JavaAccess<?> call) {
    return call.getTarget() instanceof CodeUnitAccessTarget target
        && target.getRawParameterTypes().stream()
            .anyMatch(type -> type.getName().equals("java.net.URL"));
  }

  @Test
  void onlyVggDownloads() {
    noClasses()
        .that()
        .resideOutsideOfPackage(DOWNLOAD)
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.net\\.http\\..*|java\\.net\\.(Http|Jar)URLConnection|java\\.rmi\\..*"
                + "|java\\.(net|nio\\.channels)\\..*(Socket|Datagram).*|javax\\.net\\..*"
                // Of DJL's repositories only what offers styles to DJL, which downloads nothing.
                + "|ai\\.djl\\.repository\\.(?!MRL$|zoo\\.(Criteria|ModelLoader|ModelNotFoundException"
                + "|ModelZoo|ZooModel|ZooProvider)$).*|ai\\.djl\\.training\\.util\\.DownloadUtils")
        .check(LIBRARIES);
    onlyMayCall(
            // Reads resources of the class path.
            ROOT + ".internal.io.Resource",
            "read a URL",
            call -> isTo(call, "java\\.net\\.URL", "open.*|getContent") || takesUrl(call))
        .check(LIBRARIES);
  }

  /** Its compiler gets what one class has written itself, in memory. */
  @Test
  void pyTorchIsGivenNoFile() {
    onlyMayCall(
            TORCH + ".TorchProgram",
            "let PyTorch or DJL read",
            call ->
                isTo(call, "ai\\.djl\\.pytorch\\.jni\\..*", ".*")
                    || isTo(call, "ai\\.djl\\..*", "load|load[A-Z].*|decode"))
        .check(LIBRARIES);
  }

  /** Settings that keep DJL from reporting its start have to be made before. */
  @Test
  void onlyOnePackageStartsDjl() {
    onlyMayCall(
            TORCH,
            "start DJL",
            call ->
                isTo(call, "ai\\.djl\\.engine\\.Engine", "get(Engine|Instance)")
                    || isTo(call, "ai\\.djl\\.ndarray\\.NDManager", "newBaseManager")
                    || isTo(call, "ai\\.djl\\.Model", "newInstance")
                    || isTo(call, "ai\\.djl\\.Device", "fromName"))
        .check(LIBRARIES);
  }
}
