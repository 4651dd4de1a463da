package io.understudy.standalone.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.understudy.files.FormatOptions;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.standalone.Console;
import io.understudy.standalone.StandaloneException;
import io.understudy.standalone.local.LocalSystem;
import io.understudy.standalone.run.Amounts;
import io.understudy.standalone.shop.Manifest;
import io.understudy.standalone.shop.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The generated shop, with the pipeline that is kept as the example to copy. */
public final class ShopData implements DemoData {
  private final Shop shop;
  private final int customers;
  private final Path example;
  private final String pipeline;
  private final JsonNode tables;
  private final int threads;
  private @Nullable Manifest manifest;

  /**
   * @param example file with the pipeline
   * @throws StandaloneException if there is no such file
   */
  public ShopData(long seed, int customers, Path example, int threads) {
    this.shop = new Shop(seed, customers);
    this.customers = customers;
    this.example = example;
    this.threads = threads;
    try {
      this.pipeline = Files.readString(example);
      this.tables = new YAMLMapper().readTree(pipeline).path("tables");
    } catch (JsonProcessingException e) {
      throw new StandaloneException(
          example + " is not YAML (line " + e.getLocation().getLineNr() + "): correct it", e);
    } catch (IOException e) {
      throw new StandaloneException(
          "the example pipeline " + example + " cannot be read: get it back from the checkout", e);
    }
  }

  @Override
  public boolean isThere(String description) {
    return Manifest.parse(description).filter(shop::isOf).isPresent();
  }

  @Override
  public void upload(LocalSystem system, ObjectStore store, Console console)
      throws InterruptedException {
    Manifest kept = system.keptSource().flatMap(Manifest::parse).orElse(null);
    if (kept != null) {
      manifest = kept;
      console.line(
          "production data: the shop of an earlier start, " + Amounts.count(customers, "customer"));
      return;
    }
    long start = System.nanoTime();
    AtomicInteger files = new AtomicInteger();
    AtomicLong bytes = new AtomicLong();
    Manifest made =
        shop.write(
            store,
            new Location(system.storage().source(), "shop/"),
            threads,
            (size, of) -> {
              String text =
                  String.format(
                      Locale.ROOT,
                      "production data: %d of %d files, %s",
                      files.incrementAndGet(),
                      of,
                      Amounts.bytes(bytes.addAndGet(size)));
              if (console.terminal()) {
                console.redraw(List.of(text));
              }
            });
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    String done =
        String.format(
            Locale.ROOT,
            "production data: %s, %s, %s in %s",
            Amounts.count(customers, "customer"),
            Amounts.count(files.get(), "file"),
            Amounts.bytes(bytes.get()),
            Amounts.seconds(took));
    if (console.terminal()) {
      console.redraw(List.of(done));
    } else {
      console.line(done);
    }
    system.describeSource(made.text());
    manifest = made;
  }

  @Override
  public String pipeline(LocalSystem system) {
    return pipeline;
  }

  @Override
  public String place(int line, int column) {
    return line == 0 ? example.toString() : example + ":" + line + ":" + column;
  }

  @Override
  public FormatOptions options(String table) {
    JsonNode options = tables.path(table);
    return new FormatOptions(
        options.path("format").textValue(),
        options.path("csv").path("delimiter").textValue(),
        options.path("csv").has("header") ? options.path("csv").path("header").asBoolean() : null);
  }

  @Override
  public Map<String, Long> rows() {
    return manifest == null ? Map.of() : manifest.rows();
  }

  @Override
  public boolean exact() {
    return true;
  }
}
