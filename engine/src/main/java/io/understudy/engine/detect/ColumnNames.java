package io.understudy.engine.detect;

import io.understudy.engine.fake.Entity;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What columns hold by their names: English, German, French, Spanish, Italian, Dutch and
 * Portuguese, in snake, camel or kebab case or with blanks. Words that only say whose or which it
 * is ({@code customer}, {@code billing}, {@code primary}) do not matter; words that make it
 * something else do ({@code email_verified}, {@code phone_type}, {@code address_id}).
 *
 * <p>A key such as {@code customer_id} joins tables and is known but not direct: it must not stop a
 * file by its name alone.
 */
final class ColumnNames {
  private static final int MOST_WORDS = 10;
  private static final int MOST_QUALIFIERS = 3;
  private static final int SHORTEST_REST = 3;

  /** These make something else of what they stand by. */
  private static final Set<String> OTHERS =
      words(
          "is has had count cnt flag type types status verified valid validated sent template domain"
              + " format length len opt optin optout consent preference enabled required confirmed"
              + " updated created at ts time kind category class source id ids key fk pk file host"
              + " product column table field display_order rank score allowed bounced error subject"
              + " body label provider changed list group version server index hash checksum");

  /** Whose or which one: they do not change what it is. */
  private static final Set<String> QUALIFIERS =
      words(
          "customer customers cust client clients user usr member patient pat person people employee"
              + " emp staff worker contact primary secondary alternate alt main home house work"
              + " business office private personal mobile cell day night evening billing bill"
              + " shipping ship mailing delivery invoice legal current previous former old new"
              + " permanent temporary residential emergency guardian parent father fathers mother"
              + " mothers spouse partner child dependent beneficiary owner holder cardholder"
              + " applicant borrower cosigner debtor creditor payee payer recipient receiver sender"
              + " driver doctor physician provider teacher student guest passenger agent tenant"
              + " buyer seller insured subscriber policyholder full my your the preferred work1"
              + " login account acct us usa uk de kunde kunden mitarbeiter patienten inhaber"
              + " kontoinhaber ansprechpartner privat geschaeft cliente clientes client dipendente"
              + " empleado klant titulaire titular intestatario contacto contato");

  /** They count or number what stands before them. */
  private static final Set<String> NUMBER_WORDS =
      words("number numbers num no nr nbr nummer numero nro num value text raw txt code");

  /** Whose bare name is a person's: {@code customer_name}, but not {@code product_name}. */
  private static final Set<String> PEOPLE =
      words(
          "customer customers cust client clients member patient person employee emp staff worker"
              + " contact guardian parent father fathers mother mothers spouse partner child"
              + " dependent beneficiary owner holder cardholder applicant borrower cosigner debtor"
              + " creditor payee payer recipient receiver sender driver doctor physician teacher"
              + " student guest passenger agent tenant buyer seller insured subscriber policyholder"
              + " billing shipping legal full kunde kunden mitarbeiter patienten inhaber"
              + " kontoinhaber ansprechpartner cliente dipendente empleado klant titulaire titular"
              + " intestatario contacto contato emergency manager supervisor author nominee"
              + " accountholder voornaam preferred");

  private static final Set<String> NAME_WORDS = words("name names nom nome nombre naam");

  private static final Map<String, Entity> DIRECT = ColumnVocabulary.DIRECT;
  private static final Map<String, Entity> INDIRECT = ColumnVocabulary.INDIRECT;

  private ColumnNames() {}

  /** If it identifies a person directly. */
  static Optional<Entity> direct(String columnName) {
    return find(columnName, DIRECT);
  }

  /** Be it direct or not. */
  static Optional<Entity> any(String columnName) {
    Optional<Entity> direct = direct(columnName);
    return direct.isPresent() ? direct : find(columnName, INDIRECT);
  }

  private static Optional<Entity> find(String columnName, Map<String, Entity> vocabulary) {
    List<String> words = split(columnName);
    String whole = String.join("", words);
    Entity exact = vocabulary.get(whole);
    if (exact != null || words.isEmpty() || words.size() > MOST_WORDS) {
      return Optional.ofNullable(exact);
    }
    if (words.stream().anyMatch(OTHERS::contains)) {
      return Optional.empty();
    }
    return Optional.ofNullable(inner(words, vocabulary));
  }

  /** The known words among qualifiers in front of them and behind them. */
  private static @Nullable Entity inner(List<String> words, Map<String, Entity> vocabulary) {
    for (int start = 0; start < words.size(); start++) {
      for (int end = words.size(); end > start; end--) {
        if (isQualified(words.subList(end, words.size()), true)) {
          Entity found = known(words, start, end, vocabulary);
          if (found != null) {
            return found;
          }
        }
      }
      if (!QUALIFIERS.contains(words.get(start))) {
        break;
      }
    }
    return compound(String.join("", words), vocabulary, MOST_QUALIFIERS);
  }

  private static @Nullable Entity known(
      List<String> words, int start, int end, Map<String, Entity> vocabulary) {
    boolean bareName = end - start == 1 && NAME_WORDS.contains(words.get(start));
    if (bareName) {
      boolean person = start > 0 && PEOPLE.contains(words.get(start - 1));
      return person && vocabulary == DIRECT ? Entity.NAME : null;
    }
    return vocabulary.get(String.join("", words.subList(start, end)));
  }

  private static boolean isQualified(List<String> words, boolean numbers) {
    return words.stream()
        .allMatch(word -> QUALIFIERS.contains(word) || numbers && NUMBER_WORDS.contains(word));
  }

  /** {@code customeremail}, {@code kundentelefon}: written together. */
  private static @Nullable Entity compound(String whole, Map<String, Entity> vocabulary, int most) {
    for (String qualifier : QUALIFIERS) {
      boolean starts =
          qualifier.length() > 2
              && whole.startsWith(qualifier)
              && whole.length() >= qualifier.length() + SHORTEST_REST;
      if (starts) {
        String rest = whole.substring(qualifier.length());
        if (NAME_WORDS.contains(rest)) {
          boolean person = PEOPLE.contains(qualifier) && vocabulary == DIRECT;
          return person ? Entity.NAME : null;
        }
        Entity found = vocabulary.get(rest);
        found = found == null && most > 1 ? compound(rest, vocabulary, most - 1) : found;
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** Lower-case ASCII words; digits that only count ({@code phone2}) are left out. */
  private static List<String> split(String name) {
    String plain =
        Normalizer.normalize(name.replace("ß", "ss"), Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      boolean starts =
          Character.isUpperCase(c)
              && (i > 0 && Character.isLowerCase(plain.charAt(i - 1))
                  || i > 0
                      && i + 1 < plain.length()
                      && Character.isUpperCase(plain.charAt(i - 1))
                      && Character.isLowerCase(plain.charAt(i + 1)));
      if (!Character.isLetter(c) || starts) {
        end(word, words);
      }
      boolean version = Chars.isDigit(c) && i > 0 && "vV".indexOf(plain.charAt(i - 1)) >= 0;
      if (Character.isLetter(c)) {
        word.append(c);
      } else if (version && !words.isEmpty()) {
        words.set(words.size() - 1, words.getLast() + c);
      }
    }
    end(word, words);
    return words;
  }

  private static void end(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
      word.setLength(0);
    }
  }

  private static Set<String> words(String words) {
    return Set.copyOf(List.of(words.split(" ")));
  }
}
