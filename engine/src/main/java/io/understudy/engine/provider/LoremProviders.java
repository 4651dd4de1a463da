package io.understudy.engine.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words, sentences and longer texts without a meaning. */
final class LoremProviders {
  private static final int MOST = 1_000;
  private static final int LONGEST = 100_000;

  private LoremProviders() {}

  static void add(Table table) {
    table.add(
        "word",
        Kind.WORDS,
        "part_of_speech=none, ext_word_list=none",
        (o, s) -> o.has(1) ? String.valueOf(s.oneOf(o.items(1))) : word(s));
    table.add(
        "words",
        Kind.LIST,
        "nb=3, ext_word_list=none, part_of_speech=none, unique=false",
        (o, s) -> words(o.whole(0, 0, MOST), o, 1, s));
    table.add(
        "get_words_list",
        Kind.LIST,
        "part_of_speech=none, ext_word_list=none",
        (o, s) -> List.of(s.pools().list("lorem", "words")));
    table.add(
        "sentence",
        Kind.WORDS,
        "nb_words=6, variable_nb_words=true, ext_word_list=none",
        (o, s) -> sentence(o.whole(0, 0, MOST), o.bool(1), o, 2, s));
    table.add(
        "sentences",
        Kind.LIST,
        "nb=3, ext_word_list=none",
        (o, s) -> sentences(o.whole(0, 0, MOST), o, 1, s));
    table.add(
        "paragraph",
        Kind.WORDS,
        "nb_sentences=3, variable_nb_sentences=true, ext_word_list=none",
        (o, s) -> paragraph(o.whole(0, 0, MOST), o.bool(1), o, 2, s));
    table.add(
        "paragraphs",
        Kind.LIST,
        "nb=3, ext_word_list=none",
        (o, s) -> {
          List<String> paragraphs = new ArrayList<>();
          int count = o.whole(0, 0, MOST);
          for (int i = 0; i < count; i++) {
            paragraphs.add(paragraph(3, true, o, 1, s));
          }
          return paragraphs;
        });
    table.add("text", Kind.WORDS, "max_nb_chars=200, ext_word_list=none", LoremProviders::text);
    table.add(
        "texts",
        Kind.LIST,
        "nb_texts=3, max_nb_chars=200, ext_word_list=none",
        (o, s) -> {
          List<String> texts = new ArrayList<>();
          int count = o.whole(0, 0, 100);
          for (int i = 0; i < count; i++) {
            texts.add(text(o.whole(1, 5, LONGEST), o, 2, s));
          }
          return texts;
        });
  }

  static String word(Source s) {
    return s.word("lorem", "words");
  }

  private static String word(Options o, int position, Source s) {
    return o.has(position) ? String.valueOf(s.oneOf(o.items(position))) : word(s);
  }

  private static List<String> words(int count, Options o, int position, Source s) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(word(o, position, s));
    }
    return words;
  }

  private static String sentence(int count, boolean about, Options o, int position, Source s) {
    if (count == 0) {
      return "";
    }
    int words = about ? Math.max(1, (int) s.between(count * 6L / 10, count * 14L / 10)) : count;
    return sentence(words(words, o, position, s));
  }

  /** A capital letter, blanks, a full stop. */
  static String sentence(List<String> words) {
    String joined = String.join(" ", words);
    return joined.substring(0, 1).toUpperCase(Locale.ROOT) + joined.substring(1) + ".";
  }

  private static List<String> sentences(int count, Options o, int position, Source s) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sentences.add(sentence(6, true, o, position, s));
    }
    return sentences;
  }

  private static String paragraph(int count, boolean about, Options o, int position, Source s) {
    if (count == 0) {
      return "";
    }
    int sentences = about ? Math.max(1, (int) s.between(count * 6L / 10, count * 14L / 10)) : count;
    return String.join(" ", sentences(sentences, o, position, s));
  }

  private static String text(Options o, Source s) {
    return text(o.whole(0, 5, LONGEST), o, 1, s);
  }

  private static String text(int most, Options o, int position, Source s) {
    StringBuilder text = new StringBuilder(most);
    while (true) {
      String sentence = sentence(most < 25 ? 1 : 6, most >= 25, o, position, s);
      int length = text.length() + (text.isEmpty() ? 0 : 1) + sentence.length();
      if (length > most) {
        return text.isEmpty() ? sentence.substring(0, most - 1) + "." : text.toString();
      }
      text.append(text.isEmpty() ? "" : " ").append(sentence);
    }
  }
}
