package io.github.stylizer.examples.documentation;

/** A program that runs compiled statements in its working directory, one after the other. */
public final class SnippetProgram {
  private SnippetProgram() {}

  /** Runs the classes that are named. */
  public static void main(String[] classNames) throws Exception {
    SnippetVariables.load();
    for (String name : classNames) {
      System.out.println("running " + name);
      Class.forName(name).asSubclass(SnippetVariables.class).getConstructor().newInstance().run();
    }
  }
}
