package io.understudy.engine.fake;

/** Makes the fake of one text, always the same one for the same key. */
@FunctionalInterface
interface TextFake {
  /**
   * @param original not blank, without white space around it
   * @return something that differs from it in more than letter case
   */
  String fake(String original);
}
