package io.understudy.engine.transform;

import static io.understudy.engine.Tables.row;
import static io.understudy.engine.Tables.rule;
import static io.understudy.engine.Tables.run;
import static io.understudy.engine.Tables.schema;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the catalogue says is true, and the page that is made of it is there. */
class CatalogueTest {

  static List<Catalogue.Entry> entries() {
    return Catalogue.entries();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void examplesAreTrue(Catalogue.Entry entry) {
    for (Catalogue.Example example : entry.examples()) {
      String yaml = rule("a", example.expression());
      String config = entry.type() == UniqueFake.class ? yaml + "          unique: true\n" : yaml;
      assertThat(run(config, schema("a"), row(example.before())).get(0).get(0))
          .as(example.expression())
          .isEqualTo(example.after());
    }
  }

  @Test
  void everyTransformHasAnEntry() {
    assertThat(Catalogue.entries().stream().map(Catalogue.Entry::type).toList())
        .containsExactlyInAnyOrder(permitted());
  }

  @SuppressWarnings("unchecked")
  private static Class<? extends Transform>[] permitted() {
    return (Class<? extends Transform>[]) Transform.class.getPermittedSubclasses();
  }

  @Test
  void theReferenceIsUpToDate() throws IOException {
    Path file = Path.of("../docs/reference/catalogue.md");
    assertThat(Files.readString(file))
        .as("run the main of CataloguePage with %s", file)
        .isEqualTo(CataloguePage.page());
  }
}
