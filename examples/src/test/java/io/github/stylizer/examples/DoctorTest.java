package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  @TempDir Path folder;

  @Test
  void thisMachineIsUsable() {
    System.setProperty("stylizer.cache", folder.toString());
    Call call;
    try {
      call = Call.of("doctor");
    } finally {
      System.clearProperty("stylizer.cache");
    }
    assertThat(call.code()).as(call.out()).isZero();
    assertThat(call.err()).isEmpty();
    assertThat(call.out())
        .contains("PyTorch", "2.7.1", "gatys", "switched off", "webp", "Ready to paint.")
        .contains("STYLIZER_VGG16_WEIGHTS", "--vgg19")
        .containsPattern("gatys +styles: your paintings")
        .containsPattern("fastnet +styles: networks that you train")
        .containsPattern("can be read +bmp gif jpeg pam .* tiff webp")
        .doesNotContain("wbmp")
        .containsPattern("test computation +correct")
        .containsPattern("test picture +painted like")
        .containsPattern("VGG16 weights +not here");
    assertThat(System.getProperty("stylizer.offline")).isNull();
  }

  /** Films need a program that may be missing; photos do not. */
  @Test
  void saysWhatPaintsFilms() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    assertThat(withFfmpeg(java).out()).contains("Films").contains(java.toString());
    Path missing = folder.resolve("ffmpeg");
    Call call = withFfmpeg(missing);
    assertThat(call.code()).isZero();
    assertThat(call.out())
        .containsPattern("ffmpeg +missing")
        .contains(missing + ": is no program", "Ready to paint.");
  }

  private Call withFfmpeg(Path program) {
    System.setProperty("stylizer.cache", folder.toString());
    System.setProperty("stylizer.ffmpeg", program.toString());
    try {
      return Call.of("doctor");
    } finally {
      System.clearProperty("stylizer.ffmpeg");
      System.clearProperty("stylizer.cache");
    }
  }

  @Test
  void takesNoFurtherArguments() {
    Call.of("doctor", "now").failed(2, "now", "stylize doctor --help");
    assertThat(Call.of("doctor", "--help").out()).contains("stylize doctor");
  }

  @Test
  void whatIsMissingMakesTheReportUnusable() {
    DoctorReport report = new DoctorReport();
    report.section("First");
    report.row("short", 1);
    report.row("somewhat longer", "two");
    assertThat(report.isUsable()).isTrue();
    report.problem("no engine");
    assertThat(report.isUsable()).isFalse();

    StringWriter text = new StringWriter();
    report.print(new PrintWriter(text));
    assertThat(text.toString()).contains("- no engine", "Not ready").doesNotContain("Ready to");
    String[] lines = text.toString().split("\\R");
    assertThat(lines[1].indexOf('1')).isEqualTo(lines[2].indexOf("two"));
  }
}
