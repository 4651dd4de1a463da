package io.understudy.engine.fake;

import io.understudy.engine.key.Draw;
import java.util.List;
import java.util.Locale;

/**
 * Kinds of data that are one of a few words. The fake is another word of the list that the original
 * is in (a code for a code), else one of the first list. With few words a fake says little about
 * its original but is easy to guess back for who knows how often each occurs; where that matters, a
 * config drops the column instead.
 */
final class Vocabularies {
  static final Vocabularies BLOOD_TYPE =
      new Vocabularies(
          "A+|A-|B+|B-|AB+|AB-|O+|O-",
          "A|B|AB|O",
          "A Rh+|A Rh-|B Rh+|B Rh-|AB Rh+|AB Rh-|O Rh+|O Rh-",
          "A positive|A negative|B positive|B negative|AB positive|AB negative|O positive|O negative",
          "A pos|A neg|B pos|B neg|AB pos|AB neg|O pos|O neg");
  static final Vocabularies EDUCATION =
      new Vocabularies(
          "No formal education|Primary school|High school diploma|Some college|Vocational training"
              + "|Associate degree|Bachelor's degree|Master's degree|Professional degree|Doctorate",
          "Bachelor|Master|PhD|Associate|High school",
          "BA|BS|BSc|MA|MS|MSc|MBA|PhD|MD|JD");
  static final Vocabularies EMPLOYMENT_STATUS =
      new Vocabularies(
          "Employed|Self-employed|Unemployed|Student|Retired|Homemaker|Unable to work",
          "Full-time|Part-time|Contract|Temporary|Seasonal|Intern",
          "Full time|Part time|Freelance|On leave");
  static final Vocabularies ETHNICITY =
      new Vocabularies(
          "Hispanic or Latino|Not Hispanic or Latino|Prefer not to say",
          "African|Arab|Asian|Caribbean|European|Hispanic|Indigenous|Mixed|Pacific Islander|Other");
  static final Vocabularies GENDER =
      new Vocabularies(
          "Female|Male|Non-binary|Genderqueer|Agender",
          "F|M|X",
          "Woman|Man|Non-binary person",
          "Weiblich|Männlich|Divers",
          "0|1|2|9");
  static final Vocabularies LANGUAGE =
      new Vocabularies(
          "Arabic|Bengali|Chinese|Czech|Danish|Dutch|English|Finnish|French|German|Greek|Hebrew"
              + "|Hindi|Hungarian|Indonesian|Italian|Japanese|Korean|Malay|Norwegian|Persian|Polish"
              + "|Portuguese|Romanian|Russian|Spanish|Swahili|Swedish|Tamil|Thai|Turkish|Ukrainian"
              + "|Urdu|Vietnamese",
          "ar|bn|cs|da|de|el|en|es|fa|fi|fr|he|hi|hu|id|it|ja|ko|ms|nl|no|pl|pt|ro|ru|sv|sw|ta|th"
              + "|tr|uk|ur|vi|zh",
          "ara|ben|ces|dan|deu|ell|eng|fas|fin|fra|heb|hin|hun|ind|ita|jpn|kor|nld|nor|pol|por|ron"
              + "|rus|spa|swe|tur|ukr|zho",
          "en-US|en-GB|de-DE|fr-FR|es-ES|it-IT|nl-NL|pt-BR|pt-PT|pl-PL|sv-SE|tr-TR|ja-JP|zh-CN",
          "en_US|en_GB|de_DE|fr_FR|es_ES|it_IT|nl_NL|pt_BR|pt_PT|pl_PL|sv_SE|tr_TR|ja_JP|zh_CN");
  static final Vocabularies POLITICAL_VIEW =
      new Vocabularies(
          "Conservative|Liberal|Moderate|Independent|Libertarian|Progressive|Socialist|Green",
          "Democrat|Republican|Independent|Libertarian Party|Green Party",
          "Left|Centre-left|Centre|Centre-right|Right",
          "D|R|I|L|G");
  static final Vocabularies RACE =
      new Vocabularies(
          "American Indian or Alaska Native|Asian|Black or African American"
              + "|Native Hawaiian or Other Pacific Islander|White|Two or more races",
          "Black|Native American|Pacific Islander|Mixed|Other|White|Asian");
  static final Vocabularies RELIGIOUS_BELIEF =
      new Vocabularies(
          "Agnostic|Atheist|Baptist|Buddhist|Catholic|Christian|Hindu|Jewish|Lutheran|Methodist"
              + "|Mormon|Muslim|Orthodox|Protestant|Quaker|Sikh|Taoist",
          "Buddhism|Catholicism|Christianity|Hinduism|Islam|Judaism|Sikhism|Taoism");
  static final Vocabularies SEXUALITY =
      new Vocabularies(
          "Asexual|Bisexual|Gay|Heterosexual|Homosexual|Lesbian|Pansexual|Queer",
          "Straight|Gay or lesbian|Bisexual or pansexual|Prefer not to say");

  private final List<String[]> lists;

  private Vocabularies(String... lists) {
    this.lists = List.of(lists).stream().map(list -> list.split("\\|")).toList();
  }

  /** Codes that are in no list, such as {@code 3}, keep their shape. */
  String instead(String original, Draw draw) {
    for (String[] list : lists) {
      for (String word : list) {
        if (word.equalsIgnoreCase(original)) {
          return like(original, word, draw.oneOf(list));
        }
      }
    }
    boolean hasWord = original.chars().filter(Character::isLetter).count() > 1;
    return hasWord
        ? LetterCase.like(original, draw.oneOf(lists.getFirst()))
        : Scrambled.text(original, draw);
  }

  /** The word for a person's gender from the list that the original is in. */
  static String gender(String original, Persona.Gender gender, Draw draw) {
    for (String[] list : GENDER.lists) {
      for (String word : list) {
        if (word.equalsIgnoreCase(original)) {
          return like(original, word, list[position(list, gender)]);
        }
      }
    }
    boolean hasWord = original.chars().filter(Character::isLetter).count() > 1;
    String[] words = GENDER.lists.getFirst();
    return hasWord
        ? LetterCase.like(original, words[position(words, gender)])
        : GENDER.instead(original, draw);
  }

  /** All lists but the numbers of ISO/IEC 5218 start with female and male. */
  private static int position(String[] list, Persona.Gender gender) {
    boolean female = gender == Persona.Gender.FEMALE;
    return list[0].equals("0") ? (female ? 2 : 1) : female ? 0 : 1;
  }

  /** A single letter has a letter case too. */
  private static String like(String original, String word, String fake) {
    if (original.equals(word)) {
      return fake;
    }
    return original.equals(original.toLowerCase(Locale.ROOT))
        ? fake.toLowerCase(Locale.ROOT)
        : LetterCase.like(original, fake);
  }
}
