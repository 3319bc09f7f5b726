package io.github.stylizer.examples.serve;

import io.github.stylizer.Style;
import io.github.stylizer.StyleCode;
import io.github.stylizer.Stylizer;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The style that a client asks for: names of bundled ones, a painting or a style code. */
final class OrderStyle {
  private static final int SAFETENSORS_BRACE = 8;

  private final StyleShelf shelf;
  private final List<Style> named;
  private final @Nullable UploadedImage painting;
  private final byte @Nullable [] code;

  /**
   * Checks what there is.
   *
   * @throws ServiceException if there is none, or more than can be one style
   */
  OrderStyle(Form form, OrderFields fields, StyleShelf shelf) {
    this.shelf = shelf;
    byte[] file = form.files().get(OrderFields.STYLE);
    List<String> names = form.texts().getOrDefault(OrderFields.STYLE, List.of());
    if ((file == null) == names.isEmpty()) {
      throw new ServiceException(
          400,
          file == null
              ? "there is no style: send the name of one, a style code or a painting"
              : "style is given as a name and as a file, expected one of them");
    }
    named = names.stream().map(this::style).toList();
    boolean isCode = file != null && isCode(file);
    code = isCode ? file : null;
    painting = isCode ? null : fields.image(OrderFields.STYLE, "the painting");
  }

  private Style style(String text) {
    int equals = text.lastIndexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    shelf.require(name);
    return equals < 0
        ? Style.of(name)
        : Style.of(name)
            .weight(OrderFields.parsed(OrderFields.STYLE, text.substring(equals + 1), 1e-6, 1e6));
  }

  private static boolean isCode(byte[] file) {
    return file.length > SAFETENSORS_BRACE && file[SAFETENSORS_BRACE] == '{';
  }

  /** A stylizer that the caller closes. */
  Stylizer open() throws IOException {
    if (painting != null) {
      return Stylizer.style(painting.picture());
    }
    if (code != null) {
      return Stylizer.style(Style.of(StyleCode.load(code, "the style code")));
    }
    return named.size() == 1
        ? shelf.open(named.get(0).toString().split("=", 2)[0])
        : Stylizer.blend(named);
  }
}
