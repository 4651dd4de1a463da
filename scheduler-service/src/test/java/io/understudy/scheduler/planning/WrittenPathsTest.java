package io.understudy.scheduler.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.files.FileFormat;
import io.understudy.files.FormatOptions;
import io.understudy.scheduler.planning.TableSorting.Into;
import io.understudy.scheduler.planning.TableSorting.Refused;
import io.understudy.scheduler.planning.TableSorting.Skipped;
import io.understudy.scheduler.planning.TableSorting.Sorted;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenPathsTest {
  private static List<String> refused(FormatOptions options, String... paths) {
    WrittenPaths written = new WrittenPaths();
    List<String> refused = new ArrayList<>();
    for (String path : paths) {
      FileFormat format = options.formatOf(path).orElseThrow();
      Sorted sorted = written.check(new Into("t", options, format, path));
      if (sorted instanceof Refused no) {
        refused.add(no.message() + "; " + no.remedy());
      }
    }
    return refused;
  }

  @Test
  void twoFilesThatDifferByTheirCompressionOnlyAreRefusedIfItChanges() {
    String[] paths = {"a.csv", "a.csv.b.csv", "a.csv.gz", "b.csv.gz", "c.csv"};
    assertThat(refused(new FormatOptions(null, null, null, "zstd"), paths))
        .containsExactly(
            "a.csv.gz and a.csv would both be written as a.csv.zst; take one of them out of files:,"
                + " or leave out compression:");
    assertThat(refused(FormatOptions.BY_NAME, paths)).isEmpty();
  }

  @Test
  void whatIsNoFileOfATableStaysWhatItIs() {
    Skipped skipped = new Skipped();
    assertThat(new WrittenPaths().check(skipped)).isSameAs(skipped);
  }
}
