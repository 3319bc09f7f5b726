package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineTest {

  @Test
  void saysWhatEveryMachineHas() {
    Map<String, String> rows = Machine.describe();

    assertThat(rows)
        .containsEntry("processors", Integer.toString(Runtime.getRuntime().availableProcessors()))
        .containsKeys("memory", "system", "Java");
    assertThat(rows.get("system")).contains(System.getProperty("os.arch"));
    assertThat(rows.values()).allMatch(value -> !value.isBlank() && !value.contains("\n"));
  }

  @Test
  void programsThatAreMissingOrFailSayNothing() {
    assertThat(SystemCommand.output("no-such-program-as-this")).isEmpty();
    String java = System.getProperty("java.home") + "/bin/java";
    assertThat(SystemCommand.output(java, "--no-such-option")).isEmpty();
    assertThat(SystemCommand.output(java, "--version"))
        .hasValueSatisfying(text -> assertThat(text).contains(System.getProperty("java.version")));
  }
}
