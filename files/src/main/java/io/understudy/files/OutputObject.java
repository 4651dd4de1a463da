package io.understudy.files;

import java.io.OutputStream;

/**
 * One object to write. Nothing is seen under its name before {@link #publish}; {@link #close}
 * without it leaves nothing behind. Memory is bounded by the part size.
 */
public interface OutputObject extends AutoCloseable {

  /** What to call it in messages. */
  String name();

  /** Where to write; write in blocks, not single bytes. */
  OutputStream stream();

  /**
   * Makes the object appear under its name, whole.
   *
   * @return the version of the content: the ETag, or size and time of a local file
   */
  String publish();

  /** Drops what was written unless it is published. */
  @Override
  void close();
}
