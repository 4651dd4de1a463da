package io.understudy.files.parquet;

import io.understudy.engine.CellException;
import java.io.IOException;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/**
 * Looks at all values of a chunk that no rule changes. Pages that refer to a dictionary hold none,
 * and are looked into only if that is needed to tell how many nulls there are.
 */
final class PageCheck {
  private final ByValue rules;
  private final boolean nullsKnown;
  private @Nullable DictionaryEntries dictionary;
  private long place;
  private long referring;
  private long nullsReferring;

  PageCheck(ByValue rules) {
    this.rules = rules;
    ColumnMetaData meta = rules.chunk().meta();
    boolean required = rules.descriptor().getMaxDefinitionLevel() == 0;
    this.nullsKnown =
        required || (meta.isSetStatistics() && meta.getStatistics().isSetNull_count());
    this.nullsReferring =
        required || !nullsKnown
            ? 0
            : Math.clamp(meta.getStatistics().getNull_count(), 0, meta.getNum_values());
  }

  /**
   * Passes the values through the rules.
   *
   * @return false if the dictionary has entries that no cell refers to and that may not pass, so
   *     that the chunk must be written without them; nothing is counted then
   * @throws CellException if a value does not pass
   */
  boolean passes(RangeReader in) throws InterruptedException {
    if (!rules.eachPage(in, rules.chunk().end(), this::page)) {
      return false;
    }
    if (dictionary != null) {
      long nulls = Math.clamp(nullsReferring, 0, referring);
      rules.values().nulls(nulls);
      dictionary.countAll(referring - nulls);
    }
    return true;
  }

  private boolean page(PageCursor cursor, PageHeader header)
      throws IOException, InterruptedException {
    if (header.getType() == PageType.DICTIONARY_PAGE) {
      DictionaryEntries entries = rules.entries(header, cursor.body(header, rules.codec()), null);
      dictionary = entries;
      return !entries.hasBlanks();
    }
    boolean refers = ByValue.refers(cursor, DataPage.encoding(header), dictionary);
    int cells = DataPage.cells(header);
    int rows = cells;
    if (!refers || !nullsKnown || rules.descriptor().getMaxRepetitionLevel() > 0) {
      DataPage page = DataPage.of(header, cursor.body(header, rules.codec()), rules.descriptor());
      int nulls = page.nulls();
      rows = page.rows();
      if (refers) {
        nullsReferring += nullsKnown ? 0 : nulls;
      } else {
        rules.transform(PlainPage.of(page, rules.descriptor()), place, null);
        nullsReferring -= nullsKnown ? nulls : 0;
      }
    }
    referring += refers ? cells : 0;
    place += rows;
    return true;
  }
}
