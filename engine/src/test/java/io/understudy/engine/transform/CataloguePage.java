package io.understudy.engine.transform;

import io.understudy.engine.Tables;
import io.understudy.engine.fake.Entity;
import io.understudy.engine.provider.Provider;
import io.understudy.engine.provider.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the page of the reference that lists transforms, entities and providers. */
final class CataloguePage {
  private CataloguePage() {}

  /**
   * Writes the page.
   *
   * @param arguments the file
   */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), page());
  }

  static String page() {
    StringBuilder page = new StringBuilder();
    page.append("# The catalogue\n\n");
    page.append("Generated from the code by `CataloguePage`; a test fails if it is stale.");
    page.append(" Examples are real, with a key for tests.\n");
    transforms(page);
    entities(page);
    providers(page);
    return page.toString();
  }

  private static void transforms(StringBuilder page) {
    page.append("\n## Transforms\n\n");
    page.append("All are deterministic: value, options and key decide.\n\n");
    page.append("| transform | what it does | one-to-one | value alone |\n|---|---|---|---|\n");
    for (Catalogue.Entry entry : Catalogue.entries()) {
      page.append(
          "| `%s` | %s<br>`%s` | %s | %s |\n"
              .formatted(
                  entry.name(),
                  entry.description(),
                  cell(entry.call()),
                  entry.oneToOne() ? "yes" : "no",
                  entry.valueOnly() ? "yes" : "with a subject: the subject"));
    }
    page.append("\n| expression | before | after |\n|---|---|---|\n");
    for (Catalogue.Entry entry : Catalogue.entries()) {
      for (Catalogue.Example example : entry.examples()) {
        page.append(
            "| `%s` | `%s` | `%s` |\n"
                .formatted(cell(example.expression()), example.before(), example.after()));
      }
    }
  }

  private static void entities(StringBuilder page) {
    Transforms transforms = new Transforms(Tables.KEYS.key("default"), List.of());
    page.append("\n## Entities\n\n");
    page.append("`of the subject`: with `globals.subject` the fake belongs to the row's person.");
    page.append(" `unique`: can have `unique: true`.\n\n");
    page.append("| entity | Faker's names for it | of the subject | unique |\n|---|---|---|---|\n");
    for (Entity entity : Entity.values()) {
      List<String> names = new ArrayList<>();
      for (String name : Entity.names()) {
        if (!name.equals(entity.entityName()) && Entity.byName(name).orElseThrow() == entity) {
          names.add("`" + name + "`");
        }
      }
      names.sort(null);
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  entity.entityName(),
                  String.join(" ", names),
                  entity.isOfSubject() ? "yes" : "",
                  canBeUnique(transforms, entity) ? "yes" : ""));
    }
  }

  private static boolean canBeUnique(Transforms transforms, Entity entity) {
    try {
      transforms.uniqueFake(entity);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void providers(StringBuilder page) {
    page.append("\n## Providers: `fake.NAME(...)`\n\n");
    page.append("Without arguments, the name of an entity is the entity's fake; see above.\n\n");
    table(page, Providers.catalogue());
    page.append("\n## `random.NAME(...)`\n\n");
    table(page, Providers.randomMethods());
  }

  private static void table(StringBuilder page, List<Provider> providers) {
    page.append("| call | makes |\n|---|---|\n");
    for (Provider provider : providers) {
      page.append("| `%s` | %s |\n".formatted(cell(provider.signature()), provider.kind().words()));
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
