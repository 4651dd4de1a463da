package io.understudy.engine.python;

/** A text that ends the search once it was read too often. Only for one search by one thread. */
final class BoundedText implements CharSequence {
  private final String text;
  private long left;

  BoundedText(String text, long budget) {
    this.text = text;
    this.left = budget;
  }

  @Override
  public char charAt(int index) {
    if (--left < 0) {
      throw new NoResultException("the regular expression takes too long on this text");
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
