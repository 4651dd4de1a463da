package io.understudy.standalone.demo;

import io.understudy.files.FormatOptions;
import io.understudy.files.ObjectStore;
import io.understudy.standalone.Console;
import io.understudy.standalone.local.LocalSystem;
import java.util.Map;

/** What a demo masks: the shop, or a user's own files. */
public interface DemoData {

  /** Whether a source bucket that an earlier system described so holds this very data. */
  boolean isThere(String description);

  /** Puts the files into the source bucket, unless they are there. Says what it does. */
  void upload(LocalSystem system, ObjectStore store, Console console) throws InterruptedException;

  /** The pipeline to post. */
  String pipeline(LocalSystem system);

  /** How a place in {@link #pipeline} is called, such as {@code config.yml:3:7}; 0: unknown. */
  String place(int line, int column);

  /** What the pipeline says of a table's files. */
  FormatOptions options(String table);

  /** Rows of each table in the source, if known without reading it. Known after the upload. */
  Map<String, Long> rows();

  /** Whether no fake can equal an original by chance. */
  boolean exact();
}
