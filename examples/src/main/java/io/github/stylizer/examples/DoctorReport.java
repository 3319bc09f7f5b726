package io.github.stylizer.examples;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Findings in aligned columns, with advice. */
final class DoctorReport {

  private static final int LABEL_WIDTH = 24;

  private final List<String> lines = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> advice = new ArrayList<>();

  void section(String title) {
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add(title);
  }

  void row(String label, Object value) {
    lines.add(String.format(Locale.ROOT, "  %-" + LABEL_WIDTH + "s %s", label, value));
  }

  /** Adds something that prevents painting, and what to do about it. */
  void problem(String text) {
    problems.add(text);
  }

  /** Adds something harmless that may surprise. */
  void advise(String text) {
    advice.add(text);
  }

  boolean isUsable() {
    return problems.isEmpty();
  }

  void print(PrintWriter out) {
    lines.forEach(out::println);
    printList(out, "Good to know", advice);
    printList(out, "Missing", problems);
    out.println();
    out.println(isUsable() ? "Ready to paint." : "Not ready: see what is missing above.");
    out.flush();
  }

  private static void printList(PrintWriter out, String title, List<String> texts) {
    if (!texts.isEmpty()) {
      out.println();
      out.println(title);
      texts.forEach(text -> out.println("  - " + text));
    }
  }
}
