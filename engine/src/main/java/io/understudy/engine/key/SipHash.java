package io.understudy.engine.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4 with 64 bit of output (Aumasson and Bernstein, "SipHash: a fast short-input PRF",
 * 2012). One instance is one computation.
 */
final class SipHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long v0;
  private long v1;
  private long v2;
  private long v3;

  private SipHash(long k0, long k1) {
    v0 = k0 ^ 0x736f6d6570736575L;
    v1 = k1 ^ 0x646f72616e646f6dL;
    v2 = k0 ^ 0x6c7967656e657261L;
    v3 = k1 ^ 0x7465646279746573L;
  }

  /** Of a message of any length: the bytes from {@code from} to before {@code to}. */
  static long hash(long k0, long k1, byte[] message, int from, int to) {
    SipHash state = new SipHash(k0, k1);
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      state.absorb((long) LONG.get(message, at));
    }
    state.absorb((long) (to - from) << 56 | rest(message, at, to));
    return state.finish();
  }

  /** The number in fewer than eight bytes, little-endian. */
  private static long rest(byte[] message, int from, int to) {
    int count = to - from;
    if (count == 0) {
      return 0;
    }
    if (to >= Long.BYTES) {
      return (long) LONG.get(message, to - Long.BYTES) >>> Byte.SIZE * (Long.BYTES - count);
    }
    long rest = 0;
    for (int i = to - 1; i >= from; i--) {
      rest = rest << Byte.SIZE | message[i] & 0xff;
    }
    return rest;
  }

  /** Of the 16 bytes that two numbers are in little-endian order. */
  static long hash(long k0, long k1, long first, long second) {
    SipHash state = new SipHash(k0, k1);
    state.absorb(first);
    state.absorb(second);
    state.absorb(16L << 56);
    return state.finish();
  }

  /** The number in the eight bytes from an offset, little-endian. */
  static long number(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset);
  }

  private void absorb(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  private long finish() {
    v2 ^= 0xff;
    round();
    round();
    round();
    round();
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void round() {
    v0 += v1;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v3;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 += v3;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 += v1;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v2 = Long.rotateLeft(v2, 32);
  }
}
