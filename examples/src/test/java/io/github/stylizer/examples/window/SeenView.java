package io.github.stylizer.examples.window;

import java.util.List;

/** What a user would see. */
final class SeenView implements StudioView {
  Work work = Work.EMPTY;
  String working = "";
  String problem = "";
  String said = "";
  List<QueueEntry> queue = List.of();

  @Override
  public void show(Work shown) {
    work = shown;
  }

  @Override
  public void working(String text, long done, long total) {
    working = text;
  }

  @Override
  public void idle() {
    working = "";
  }

  @Override
  public void problem(String line) {
    problem = line;
  }

  @Override
  public void noProblem() {
    problem = "";
  }

  @Override
  public void say(String line) {
    said = line;
  }

  @Override
  public void queue(List<QueueEntry> entries) {
    queue = entries;
  }
}
