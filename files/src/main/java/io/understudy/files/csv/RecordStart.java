package io.understudy.files.csv;

import io.understudy.files.FileException;
import io.understudy.files.InputObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Guesses where the first record begins at or behind some place in the middle of a file. Whether
 * that place is inside of quotes is not known without all that comes before; but a reader that is
 * wrong about it soon meets records of another width, or text behind a closing quote. So each state
 * that a reader may be in is tried on what follows.
 *
 * <p>A guess can be wrong, if a text in quotes looks like records of this file: whoever uses it has
 * to compare it with where the records before end.
 */
final class RecordStart {
  /** Bytes to look at, and if that does not decide it, to look at next. */
  static final int[] LOOKS = {1 << 18, 1 << 22, 80 << 20};

  /** So many records of the right width are enough. */
  private static final int ENOUGH = 64;

  private final InputObject input;
  private final byte[] delimiter;
  private final int columns;
  private final int[] looks;

  /**
   * @param columns fields of each record
   */
  RecordStart(InputObject input, char delimiter, int columns, int[] looks) {
    this.input = input;
    this.delimiter = String.valueOf(delimiter).getBytes(StandardCharsets.UTF_8);
    this.columns = columns;
    this.looks = looks;
  }

  /**
   * Looks at what follows the byte before {@code from}.
   *
   * @param from behind the first byte of the file
   * @return the byte at which a record begins, or the size of the file if none does; empty if that
   *     cannot be told
   * @throws FileException if the storage does not answer
   */
  OptionalLong behind(long from) {
    if (from >= input.size()) {
      return OptionalLong.of(input.size());
    }
    OptionalLong likely = OptionalLong.empty();
    for (int look : looks) {
      byte[] bytes = read(from - 1, look);
      boolean ended = from - 1 + bytes.length == input.size();
      List<Reading> readings = readings(bytes, ended);
      Optional<Reading> best =
          readings.stream().filter(Reading::isRight).min(Comparator.comparingInt(r -> r.stray));
      // a quote outside of quoted fields is rare: what is not refuted yet may be right instead
      boolean sure = best.isPresent() && best.get().stray == 0;
      if (best.isPresent()) {
        likely = OptionalLong.of(from - 1 + best.get().begin);
      }
      if (sure || ended || (best.isPresent() && readings.size() == 1)) {
        break;
      }
    }
    return likely;
  }

  private byte[] read(long from, int most) {
    try (InputStream in = input.read(from, Math.min(most, input.size() - from))) {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw new FileException.Retryable(
          "%s: reading broke off behind byte %d (%s); check the storage"
              .formatted(input.name(), from, e.getClass().getSimpleName()),
          e);
    }
  }

  /** Those that are not refuted. */
  private List<Reading> readings(byte[] bytes, boolean ended) {
    return Arrays.stream(State.values())
        .filter(state -> isPossible(state, bytes[0]))
        .map(state -> new Reading(bytes, ended, state))
        .peek(Reading::run)
        .filter(reading -> !reading.refuted)
        .toList();
  }

  /** Whether a reader can be in that state behind this byte. */
  private boolean isPossible(State state, byte before) {
    boolean lineEnd = before == '\n' || before == '\r';
    return switch (state) {
      case RECORD -> lineEnd;
      case FIELD -> before == delimiter[delimiter.length - 1];
      case PLAIN -> !lineEnd;
      case QUOTED -> true;
      case QUOTE -> before == '"';
    };
  }

  /** What a reader of records expects; those outside of quotes first. */
  private enum State {
    /** A record, or a blank line, begins. */
    RECORD,
    /** A field begins. */
    FIELD,
    /** Inside of a field without quotes, or behind one with. */
    PLAIN,
    /** Inside of quotes. */
    QUOTED,
    /** Behind a quote inside of quotes: the closing one, or half of one that is text. */
    QUOTE
  }

  /** One try: what follows, read from one state on. */
  private final class Reading {
    private final byte[] bytes;
    private final boolean ended;
    private State state;
    private int at = 1;

    /** Of the first record that is seen from its beginning; -1 before that. */
    private int begin = -1;

    private int fields = 1;
    private int records;
    private int stray;
    private boolean refuted;

    private Reading(byte[] bytes, boolean ended, State state) {
      this.bytes = bytes;
      this.ended = ended;
      this.state = state;
    }

    private void run() {
      if (state == State.RECORD) {
        boolean inside = bytes[0] == '\r' && at < bytes.length && bytes[at] == '\n';
        at += inside ? 1 : 0;
        begin = at;
      }
      while (at < bytes.length && records < ENOUGH && !refuted) {
        byte b = bytes[at];
        switch (state) {
          case RECORD, FIELD -> first(b);
          case PLAIN -> plain(b);
          case QUOTED -> {
            state = b == '"' ? State.QUOTE : State.QUOTED;
            at++;
          }
          case QUOTE -> behindQuote(b);
        }
      }
      if (at >= bytes.length && ended && !refuted) {
        end();
      }
    }

    private void first(byte b) {
      if (b == '"') {
        state = State.QUOTED;
        at++;
      } else if (state == State.RECORD && columns > 1 && (b == '\n' || b == '\r')) {
        at++; // a blank line
      } else {
        state = State.PLAIN;
      }
    }

    private void plain(byte b) {
      if (b == '\n' || b == '\r') {
        record();
      } else if (isDelimiter()) {
        field();
      } else {
        stray += b == '"' ? 1 : 0;
        at++;
      }
    }

    private void behindQuote(byte b) {
      if (b == '"') {
        state = State.QUOTED;
        at++;
      } else if (b == '\n' || b == '\r') {
        record();
      } else if (isDelimiter()) {
        field();
      } else {
        refuted = true;
      }
    }

    private boolean isDelimiter() {
      for (int i = 0; i < delimiter.length; i++) {
        if (at + i >= bytes.length || bytes[at + i] != delimiter[i]) {
          return false;
        }
      }
      return true;
    }

    private void field() {
      fields++;
      at += delimiter.length;
      state = State.FIELD;
    }

    private void record() {
      count();
      boolean two = bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n';
      at += two ? 2 : 1;
      begin = begin < 0 ? at : begin;
      state = State.RECORD;
    }

    private void count() {
      if (begin >= 0) {
        refuted = fields != columns;
        records++;
      }
      fields = 1;
    }

    private void end() {
      refuted = state == State.QUOTED;
      if (!refuted && state != State.RECORD) {
        count();
      }
      begin = begin < 0 ? bytes.length : begin;
    }

    private boolean isRight() {
      return !refuted && begin >= 0 && (records == ENOUGH || at >= bytes.length && ended);
    }
  }
}
