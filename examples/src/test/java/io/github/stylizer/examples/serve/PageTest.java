package io.github.stylizer.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonArray;
import io.github.stylizer.ColorPreservation;
import io.github.stylizer.Mask;
import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.NoiseImages;
import io.github.stylizer.film.FilmStylizer;
import io.github.stylizer.film.TestFilms;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser. Skipped where there is no Chromium. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PageTest {
  private static final String DONE =
      "document.getElementById('working').hidden && !!document.querySelector('.painted')";
  @TempDir static Path profiles;
  private static RunningService running;
  private static Chromium browser;

  @TempDir Path folder;
  private Tab tab;
  private Path photo;

  @BeforeAll
  static void start() throws Exception {
    browser = Chromium.start(Files.createDirectory(profiles.resolve("profile")));
    running = RunningService.with(RunningService.limits(), null);
  }

  @AfterAll
  static void end() throws IOException {
    if (browser != null) {
      browser.close();
    }
    if (running != null) {
      running.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    photo = Files.write(folder.resolve("dog.png"), ImageEncoder.png(NoiseImages.noise(96, 64, 3)));
    tab = browser.open();
    tab.call("Storage.clearDataForOrigin", Map.of("origin", address(), "storageTypes", "all"));
    tab.go(address());
    tab.resize(1400, 900, "light");
  }

  @AfterEach
  void nothingFailedSilently() throws Exception {
    assertThat(tab.complaints()).isEmpty();
    tab.close();
  }

  private static String address() {
    return running.service.address();
  }

  private void choosePhoto(Path file) throws Exception {
    tab.chooseFile("#photo-file", file);
    tab.await("!document.getElementById('compare').hidden");
  }

  /** What is on the disk after a click on the download. */
  private byte[] result(Tab of) throws Exception {
    return downloaded(of, "download");
  }

  private byte[] downloaded(Tab of, String link) throws Exception {
    Path downloads = Files.createTempDirectory(folder, "downloads");
    of.call(
        "Browser.setDownloadBehavior",
        Map.of("behavior", "allow", "downloadPath", downloads.toString()));
    String name = of.evaluate("document.getElementById('" + link + "').download").getAsString();
    of.click("#" + link);
    while (!Files.exists(downloads.resolve(name))) {
      Thread.sleep(20);
    }
    return Files.readAllBytes(downloads.resolve(name));
  }

  /** Waits for another picture than that of before. */
  private void awaitOther(String before) throws Exception {
    tab.await("document.getElementById('download').href !== '" + before + "'");
    tab.await(DONE);
  }

  private static byte[] expected(Stylizer stylizer, Path photo) throws IOException {
    return stylizer.apply(Files.readAllBytes(photo), "the photo", "png");
  }

  private String problem() throws Exception {
    tab.await("!document.getElementById('problem').hidden");
    return tab.text("#problem-text");
  }

  @Test
  void threeClicksFromNothingToAPicture() throws Exception {
    tab.click("#sample");
    // Afterwards the page scrolls to the styles, and no more.
    tab.await("document.getElementById('status').innerText.includes('Choose a style')");
    tab.click("[data-style=udnie]");
    tab.await(DONE);
    assertThat(tab.text("#download")).isEqualTo("Download PNG");
    assertThat(tab.evaluate("document.getElementById('download').download").getAsString())
        .isEqualTo("cat-udnie.png");
    assertThat(tab.text("#status")).contains("Done");
  }

  @Test
  void theDownloadIsWhatTheLibraryPaints() throws Exception {
    choosePhoto(photo);
    tab.click("[data-style=great-wave]");
    tab.await(DONE);
    try (Stylizer wave = Stylizer.style("great-wave")) {
      assertThat(result(tab)).isEqualTo(expected(wave, photo));
      String before = tab.evaluate("document.getElementById('download').href").getAsString();
      tab.evaluate(
          "(() => { const s = document.getElementById('strength'); s.value = 0.5;"
              + " s.dispatchEvent(new Event('change', {bubbles: true})); })()");
      awaitOther(before);
      try (Stylizer half = wave.strength(0.5)) {
        assertThat(result(tab)).isEqualTo(expected(half, photo));
      }
    }
  }

  @Test
  void aPaintingOfOnesOwnAndColorsMatched() throws Exception {
    Path painting =
        Files.write(folder.resolve("mine.png"), ImageEncoder.png(NoiseImages.noise(80, 80, 9)));
    choosePhoto(photo);
    tab.chooseFile("#painting-file", painting);
    tab.await(DONE);
    assertThat(tab.evaluate("document.getElementById('download').download").getAsString())
        .isEqualTo("dog-mine.png");
    try (Stylizer mine = Stylizer.style(painting)) {
      assertThat(result(tab)).isEqualTo(expected(mine, photo));
    }
    String before = tab.evaluate("document.getElementById('download').href").getAsString();
    tab.click("input[value=matched]");
    awaitOther(before);
    try (Stylizer mine = Stylizer.style(painting);
        Stylizer matched = mine.preserveColors(ColorPreservation.MATCHED_STYLE)) {
      assertThat(result(tab)).isEqualTo(expected(matched, photo));
    }
  }

  private Path image(String name) throws IOException {
    return Files.write(folder.resolve(name), ImageEncoder.png(NoiseImages.noise(40, 30, 5)));
  }

  @Test
  void aPaletteAndAMaskAreKeptAndRemoved() throws Exception {
    choosePhoto(photo);
    tab.click("[data-style=scream]");
    tab.await(DONE);
    for (String field : List.of("palette", "mask")) {
      String before = tab.evaluate("document.getElementById('download').href").getAsString();
      tab.chooseFile("#" + field + " input", image(field + ".png"));
      awaitOther(before);
    }
    assertThat(tab.evaluate("document.getElementById('colors').disabled").getAsBoolean()).isTrue();
    byte[] painted = result(tab);
    try (Stylizer scream = Stylizer.style("scream");
        Stylizer set =
            scream
                .palette(ImageDecoder.standard().read(image("palette.png")))
                .mask(Mask.of(image("mask.png")))) {
      assertThat(painted).isEqualTo(expected(set, photo));
    }
    awaitSaved("s.painted && s.settings.mask && s.settings.mask.name === 'mask.png'");
    tab.go(address());
    tab.await(DONE);
    assertThat(tab.text("#palette-choose")).isEqualTo("palette.png");
    assertThat(tab.text("#mask-choose")).isEqualTo("mask.png");
    for (String field : List.of("palette", "mask")) {
      String before = tab.evaluate("document.getElementById('download').href").getAsString();
      tab.click("[aria-label=\"Remove the " + field + "\"]");
      awaitOther(before);
    }
    try (Stylizer scream = Stylizer.style("scream")) {
      assertThat(result(tab)).isEqualTo(expected(scream, photo));
    }
  }

  @Test
  void aFilmIsSeenByItsFirstFrameAndPainted() throws Exception {
    Path film =
        TestFilms.film(
            folder.resolve("clip.webm"), "testsrc=size=64x48:rate=5:duration=0.6", "-b:v", "1M");
    choosePhoto(film);
    assertThat(tab.text("#caption")).contains("clip.webm · 64 × 48 pixels");
    tab.click("[data-style=udnie]");
    tab.await(DONE);
    assertThat(tab.evaluate("document.getElementById('download').download").getAsString())
        .isEqualTo("clip-udnie.png");
    tab.click("#film-paint");
    tab.await("!document.getElementById('film-download').hidden");
    assertThat(tab.evaluate("document.getElementById('film-download').download").getAsString())
        .isEqualTo("clip-udnie.webm");
    Path expected = folder.resolve("expected.webm");
    try (Stylizer udnie = Stylizer.style("udnie")) {
      FilmStylizer.of(udnie).apply(film, expected);
    }
    assertThat(TestFilms.times(expected)).hasSize(3);
    Path painted = Files.write(folder.resolve("painted.webm"), downloaded(tab, "film-download"));
    assertThat(TestFilms.times(painted)).isEqualTo(TestFilms.times(expected));
    awaitSaved("s.filmJob && s.film.name === 'clip.webm'");
    tab.go(address());
    tab.await("!document.getElementById('film-download').hidden");
    assertThat(tab.text("#film-text")).isEqualTo("The film like Udnie is painted.");
  }

  @Test
  void thumbnailsArePaintedOnTheUsersPhoto() throws Exception {
    tab.await("!!document.querySelector('[data-style=almond-blossom] img')");
    String before =
        tab.evaluate("document.querySelector('[data-style=almond-blossom] img').src").getAsString();
    choosePhoto(photo);
    tab.await("document.querySelector('[data-style=almond-blossom] img').src !== '" + before + "'");
    tab.await("document.querySelector('[data-style=almond-blossom] img').naturalWidth === 96");
  }

  @Test
  void theDividerIsMovedByKeys() throws Exception {
    choosePhoto(photo);
    tab.click("[data-style=udnie]");
    tab.await(DONE);
    tab.evaluate("document.getElementById('divider').focus()");
    tab.key("ArrowLeft", 37);
    tab.await("document.getElementById('divider').value === '49'");
    tab.key("Home", 36);
    tab.await(
        "getComputedStyle(document.getElementById('after')).clipPath.replaceAll('px', '%')"
            + " === 'inset(0% 0% 0% 0%)' || document.getElementById('divider').value === '0'");
    assertThat(
            tab.evaluate("document.getElementById('divider').getAttribute('aria-valuetext')")
                .getAsString())
        .isEqualTo("0 % photo, 100 % painted");
  }

  @Test
  void mistakesAreExplained() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "not a picture at all, only text");
    tab.chooseFile("#photo-file", text);
    assertThat(problem()).contains("cannot be read as an image", "text");
    tab.click("#problem-close");
    Path large = folder.resolve("large.png");
    Files.write(large, new byte[3 << 20]);
    tab.chooseFile("#photo-file", large);
    assertThat(problem()).contains("large.png", "3 MB", "choose a smaller photo");
    tab.click("#problem-close");
    Path bomb = folder.resolve("bomb.png");
    Files.write(bomb, ServiceTest.bomb(30_000));
    tab.chooseFile("#photo-file", bomb);
    assertThat(problem()).contains("30000x30000");
  }

  @Test
  void cancelingEndsTheWork() throws Exception {
    choosePhoto(
        Files.write(folder.resolve("big.png"), ImageEncoder.png(NoiseImages.noise(500, 400, 4))));
    tab.click("input[value=best]");
    tab.click("[data-style=scream]");
    tab.await("document.getElementById('working-text').innerText.includes(' of ')");
    tab.click("#cancel");
    tab.await("document.getElementById('working').hidden");
    assertThat(tab.text("#status")).isEqualTo("Canceled.");
    String metrics;
    do {
      Thread.sleep(50);
      metrics = new String(running.get("/metrics").body(), StandardCharsets.UTF_8);
    } while (!metrics.contains("stylize_painting 0.0"));
    assertThat(tab.evaluate("document.getElementById('problem').hidden").getAsBoolean()).isTrue();
  }

  @Test
  void twoTabsPaintEachTheirOwn() throws Exception {
    Tab other = browser.open();
    other.go(address());
    choosePhoto(photo);
    other.chooseFile("#photo-file", photo);
    other.await("!document.getElementById('compare').hidden");
    tab.click("[data-style=udnie]");
    other.click("[data-style=scream]");
    tab.await(DONE);
    other.await(DONE);
    try (Stylizer udnie = Stylizer.style("udnie");
        Stylizer scream = Stylizer.style("scream")) {
      assertThat(result(tab)).isEqualTo(expected(udnie, photo));
      assertThat(result(other)).isEqualTo(expected(scream, photo));
    }
    other.close();
  }

  /** Waits until a tab is written, which happens in the background. */
  private void awaitSaved(String condition) throws Exception {
    tab.await(
        "new Promise(r => { const o = indexedDB.open('stylizer', 1); o.onsuccess = () => {"
            + " const g = o.result.transaction('tabs').objectStore('tabs').getAll();"
            + " g.onsuccess = () => { o.result.close(); r(g.result.some(s => "
            + condition
            + ")); }; }; })");
  }

  @Test
  void aReloadLosesNothing() throws Exception {
    choosePhoto(photo);
    tab.click("[data-style=udnie]");
    tab.await(DONE);
    byte[] painted = result(tab);
    awaitSaved("s.painted && s.style.name === 'udnie' && s.photo.name === 'dog.png'");
    tab.go(address());
    tab.await(DONE);
    assertThat(result(tab)).isEqualTo(painted);
    assertThat(tab.text("#caption")).contains("Udnie", "dog.png");
  }

  @Test
  void nothingStandsOutOfAPhonesWidth() throws Exception {
    choosePhoto(photo);
    tab.click("[data-style=udnie]");
    tab.await(DONE);
    for (int width : new int[] {320, 360, 800, 1400}) {
      tab.resize(width, 800, "dark");
      assertThat(tab.evaluate("document.documentElement.scrollWidth").getAsInt())
          .as("width of the page in %d pixels", width)
          .isLessThanOrEqualTo(width);
    }
  }

  /** With axe-core, of which the environment variable STYLIZER_AXE names axe.min.js. */
  @Test
  void theRulesOfAxeHold() throws Exception {
    String axe = System.getenv("STYLIZER_AXE");
    if (axe == null) {
      abort("STYLIZER_AXE does not name axe.min.js of the npm package axe-core");
    }
    tab.evaluate(Files.readString(Path.of(axe)) + ";0");
    assertNoViolations("empty");
    choosePhoto(photo);
    tab.click("[data-style=udnie]");
    tab.await(DONE);
    assertNoViolations("result");
    tab.resize(360, 740, "dark");
    tab.await("document.getAnimations().length === 0");
    assertNoViolations("phone");
  }

  private void assertNoViolations(String state) throws Exception {
    JsonArray violations =
        tab.evaluate(
                "axe.run().then(r => r.violations.map(v => v.id + ': '"
                    + " + v.nodes.map(n => n.html).join(' ')))")
            .getAsJsonArray();
    assertThat(violations).as(state).isEmpty();
  }
}
