package io.understudy.files.parquet;

import io.understudy.engine.CellException;
import io.understudy.files.FileException;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
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
    in.open(rules.chunk().start(), rules.chunk().end(), rules.chunk().end());
    PageCursor cursor = new PageCursor(in, rules.chunk());
    for (PageHeader header = cursor.next(); header != null; header = cursor.next()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      try {
        page(cursor, header);
      } catch (CellException | FileException e) {
        throw e;
      } catch (UnfitValueException e) {
        throw cursor.damaged(e.getMessage());
      } catch (RuntimeException | OutOfMemoryError e) {
        throw cursor.failure("decoding", e);
      }
      if (dictionary != null && dictionary.hasBlanks()) {
        return false;
      }
      in.skip(header.getCompressed_page_size());
    }
    if (dictionary != null) {
      long nulls = Math.clamp(nullsReferring, 0, referring);
      rules.values().nulls(nulls);
      dictionary.countAll(referring - nulls);
    }
    return true;
  }

  private void page(PageCursor cursor, PageHeader header) throws InterruptedException {
    if (header.getType() == PageType.INDEX_PAGE) {
      return;
    }
    if (header.getType() == PageType.DICTIONARY_PAGE) {
      dictionary = rules.entries(header, cursor.body(header, rules.codec()), null);
      return;
    }
    Encoding encoding =
        header.isSetData_page_header()
            ? header.getData_page_header().getEncoding()
            : header.getData_page_header_v2().getEncoding();
    boolean refers = encoding == Encoding.PLAIN_DICTIONARY || encoding == Encoding.RLE_DICTIONARY;
    if (refers && dictionary == null) {
      throw cursor.damaged("it refers to a dictionary that the chunk does not have");
    }
    if (!refers && encoding != Encoding.PLAIN) {
      throw cursor.damaged("its encoding " + encoding + " is none of those that the footer names");
    }
    int rows =
        header.isSetData_page_header()
            ? header.getData_page_header().getNum_values()
            : header.getData_page_header_v2().getNum_values();
    if (!refers || !nullsKnown) {
      DataPage page = DataPage.of(header, cursor.body(header, rules.codec()), rules.descriptor());
      int nulls = page.rows() - page.present();
      if (refers) {
        nullsReferring += nulls;
      } else {
        rules.transform(page, place, null);
        nullsReferring -= nullsKnown ? nulls : 0;
      }
    }
    referring += refers ? rows : 0;
    place += rows;
  }
}
