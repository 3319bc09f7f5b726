package io.github.stylizer.image;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives every test of a class the plug-ins of TwelveMonkeys, and other classes none. */
final class WithPlugins implements BeforeEachCallback, AfterEachCallback {
  @Override
  public void beforeEach(ExtensionContext context) {
    Plugins.remove();
    Plugins.add();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Plugins.remove();
  }
}
