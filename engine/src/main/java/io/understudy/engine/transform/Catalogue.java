package io.understudy.engine.transform;

import java.util.List;

/** All transforms, as the reference and its tests list them. */
public final class Catalogue {
  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(
              Fake.class,
              "fake",
              "ENTITY | fake, fake.ENTITY()",
              "A realistic value of the same kind and form.",
              false,
              true,
              new Example("\"first_name\" | fake", "Noah", "Toby"),
              new Example("fake.phone_number()", "617-248-4868", "234-555-4440"),
              new Example(
                  "fake.iban()", "DE89 3704 0044 0532 0130 00", "DE87 8750 7409 2649 9119 52")),
          new Entry(
              UniqueFake.class,
              "fake with unique: true",
              "ENTITY | fake, fake.ENTITY()",
              "A realistic value of the same kind and form, different for different values.",
              true,
              true,
              new Example("\"ssn\" | fake", "308-63-0237", "331-69-0939"),
              new Example(
                  "fake.email()",
                  "NGray1@mac.com",
                  "autumn.ohara.scexc6m4jzbfcw5vdwqj@example.org")),
          new Entry(
              Hash.class,
              "hash",
              "this | hash(salt)",
              "HMAC-SHA256 with the secret key, as 64 hexadecimal digits.",
              true,
              true,
              new Example(
                  "this | hash",
                  "4711",
                  "c236bf24d71d9c60032b4a809434cd1840c26d63220d047c4367c3a3b5561fcf"),
              new Example(
                  "this | hash(\"salt\")",
                  "4711",
                  "e33492a1783384dda147dd46ef4102166d08e1af6cf725240fd64074b4cb00bf")),
          new Entry(
              PartialMask.class,
              "partial_mask",
              "this | partial_mask(left, mask, right, tolerance=1)",
              "The ends of a text with a mask between them. Needs no key.",
              false,
              true,
              new Example("this | partial_mask(2, \"***\", 2)", "4716424521", "47***21"),
              new Example("this | partial_mask(2, \"***\", 2)", "Al", "***")),
          new Entry(
              DateShift.class,
              "date_shift, date_time_shift",
              "this | date_shift(min_offset=\"-30y\", max_offset=\"today\")",
              "A date moved by an offset within bounds: by the days of the row's subject, else by"
                  + " what follows from the date.",
              false,
              false,
              new Example("this | date_shift(\"-1y\", \"-1d\")", "03/14/1987", "07/02/1986"),
              new Example(
                  "this | date_time_shift(\"-1d\", \"+1d\")",
                  "2024-01-31 10:30:00",
                  "2024-01-31 05:50:34")),
          new Entry(
              FakeEntities.class,
              "fake_entities",
              "this | fake_entities",
              "Free text with each piece of personal data replaced by its fake.",
              false,
              true,
              new Example(
                  "this | fake_entities",
                  "Dear Noah Gray, call 617-248-4867",
                  "Dear Toby Steuber, call 617-555-3224")),
          new Entry(
              RedactEntities.class,
              "redact_entities",
              "this | redact_entities",
              "Free text with each piece of personal data replaced by its entity's name.",
              false,
              true,
              new Example(
                  "this | redact_entities",
                  "Dear Noah Gray, call 617-248-4867",
                  "Dear <name>, call <phone_number>")),
          new Entry(
              HashEntities.class,
              "hash_entities",
              "this | hash_entities(entities, salt)",
              "Free text with each piece of personal data replaced by the first nine digits of its"
                  + " keyed hash.",
              false,
              true,
              new Example("this | hash_entities", "Dear Noah Gray", "Dear 420e69bd7")),
          new Entry(
              LabelEntities.class,
              "label_entities",
              "this | label_entities(entities, extended)",
              "Free text with each piece of personal data replaced by a tag that names its entity"
                  + " and holds its fake.",
              false,
              true,
              new Example(
                  "this | label_entities",
                  "Dear Noah Gray",
                  "Dear <entity type=\"name\" value=\"Toby Steuber\">")));

  private Catalogue() {}

  /** In the order of the reference. */
  public static List<Entry> entries() {
    return ENTRIES;
  }

  /**
   * What can be done to one value. All are deterministic: the same value, options and key give the
   * same result.
   *
   * @param type the class
   * @param name in configs
   * @param call how it is written, with its options
   * @param description in a sentence
   * @param oneToOne whether different values always get different results
   * @param valueOnly whether the result depends on the value alone; else, if a subject is named, on
   *     the subject, too
   * @param examples all of them true
   */
  public record Entry(
      Class<? extends Transform> type,
      String name,
      String call,
      String description,
      boolean oneToOne,
      boolean valueOnly,
      List<Example> examples) {
    public Entry {
      examples = List.copyOf(examples);
    }

    Entry(
        Class<? extends Transform> type,
        String name,
        String call,
        String description,
        boolean oneToOne,
        boolean valueOnly,
        Example... examples) {
      this(type, name, call, description, oneToOne, valueOnly, List.of(examples));
    }
  }

  /**
   * What becomes of a value.
   *
   * @param expression the rule's value
   * @param before in the cell
   * @param after with the key {@code a key for tests................}
   */
  public record Example(String expression, String before, String after) {}
}
