package io.understudy.engine.python;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * Texts in ASCII: accents fall off, letters of their own are spelt ({@code ß} is {@code ss}),
 * Cyrillic and Greek are written in Latin letters. What is in another script is left out.
 */
public final class Transliteration {
  private static final Map<Integer, String> LETTERS = letters();

  private Transliteration() {}

  private static Map<Integer, String> letters() {
    Map<Integer, String> letters = new HashMap<>();
    String table =
        "ß:ss ẞ:SS æ:ae Æ:AE œ:oe Œ:OE ø:o Ø:O đ:d Đ:D ð:d Ð:D þ:th Þ:Th ł:l Ł:L ı:i ħ:h Ħ:H ŋ:ng"
            + " Ŋ:NG ŧ:t Ŧ:T ĸ:q ſ:s ə:e Ə:E ƒ:f ɓ:b Ɓ:B ɗ:d Ɗ:D ƙ:k Ƙ:K ɛ:e Ɛ:E ɔ:o Ɔ:O"
            + " ’:' ‘:' ‚:, “:\" ”:\" „:\" «:<< »:>> –:- —:- ‐:- −:- •:* €:EUR £:GBP ¥:YEN"
            + " а:a б:b в:v г:g д:d е:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u"
            + " ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya ё:yo є:ye і:i ї:i ґ:g ђ:d"
            + " ј:j љ:lj њ:nj ћ:c џ:dz ў:u ѕ:dz ѓ:g ќ:k"
            + " α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t"
            + " υ:y φ:f χ:ch ψ:ps ω:o";
    for (String entry : table.split(" ")) {
      int colon = entry.indexOf(':');
      int letter = entry.codePointAt(0);
      String latin = entry.substring(colon + 1);
      letters.put(letter, latin);
      int upper = Character.toUpperCase(letter);
      if (letter > 0x370 && letter < 0x500 && upper != letter && !latin.isEmpty()) {
        letters.putIfAbsent(upper, Character.toUpperCase(latin.charAt(0)) + latin.substring(1));
      } else if (letter > 0x370 && letter < 0x500) {
        letters.putIfAbsent(upper, latin);
      }
    }
    return Map.copyOf(letters);
  }

  /** The text in ASCII. */
  public static String ascii(String text) {
    StringBuilder latin = new StringBuilder(text.length());
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    composed
        .codePoints()
        .forEach(
            c -> {
              if (c < 128) {
                latin.append((char) c);
              } else if (LETTERS.containsKey(c)) {
                latin.append(LETTERS.get(c));
              } else {
                appendDecomposed(c, latin);
              }
            });
    return latin.toString();
  }

  private static void appendDecomposed(int c, StringBuilder into) {
    Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD)
        .codePoints()
        .forEach(
            part -> {
              if (part < 128) {
                into.append((char) part);
              } else {
                into.append(LETTERS.getOrDefault(part, part == 0x2044 ? "/" : ""));
              }
            });
  }
}
