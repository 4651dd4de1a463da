package io.understudy.engine.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.engine.key.SecretKey;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import net.datafaker.Faker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every locale that Datafaker has words for. */
class LocalesTest {
  private static final SecretKey KEY = new SecretKey(new byte[16]);

  static List<String> locales() throws IOException, URISyntaxException {
    Path jar = Path.of(Faker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.matches("[a-z]{2}(-[A-Za-z-]+)?\\.yml"))
          .map(name -> name.substring(0, name.length() - 4))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("locales")
  void hasNamesPlacesCompaniesAndMailboxes(String locale) {
    Fakery fakery = new Fakery(KEY, List.of(locale));
    Pools pools = Pools.of(List.of(locale));
    assertThat(pools.firstNames()).isNotEmpty();
    assertThat(pools.femaleFirstNames()).isNotEmpty();
    assertThat(pools.maleFirstNames()).isNotEmpty();
    assertThat(pools.lastNames()).isNotEmpty();
    assertThat(pools.streets()).isNotEmpty();
    assertThat(pools.companies()).isNotEmpty();
    assertThat(pools.cities()).isNotEmpty();
    for (Entity entity : Entity.values()) {
      EntityFake fake = fakery.of(entity).orElseThrow();
      String sample = Samples.of(entity);
      assertThat(fake.text(sample)).as(entity.entityName()).isNotBlank();
      assertThat((String) fake.value(sample, "subject")).as(entity.entityName()).isNotBlank();
      assertThat(fake.fresh("subject")).as(entity.entityName()).isNotBlank().isNotEqualTo("Any");
    }
    for (int i = 0; i < 20; i++) {
      Persona persona = fakery.personas().of("subject " + i);
      assertThat(persona.mailbox(persona.gender(), "first_name.last_name"))
          .matches("[a-z]+\\.[a-z]+\\d{6}");
      assertThat(fakery.of(Entity.EMAIL).orElseThrow().text("user" + i + "@mac.com"))
          .matches("[a-z]+\\.[a-z]+\\d{6}@example\\.(com|net|org)");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "en-US", "pt-BR", "zh-CN"})
  void underscoresMeanTheSame(String locale) {
    assertThat(Pools.of(List.of(locale.replace('-', '_'))).lastNames())
        .isEqualTo(Pools.of(List.of(locale)).lastNames());
  }
}
