package io.understudy.engine.fake;

/** Replaces texts of one kind. The same text always gets the same fake. */
interface TextFake {

  /**
   * The fake of a text.
   *
   * @param original not blank
   */
  String fake(String original);

  /**
   * A fake that belongs to something else than the text it replaces, such as whose row it is.
   *
   * @param shape the text whose form is kept; not blank
   * @param key what the fake follows from
   */
  String fake(String shape, String key);
}
