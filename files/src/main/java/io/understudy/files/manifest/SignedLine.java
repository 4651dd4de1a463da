package io.understudy.files.manifest;

/**
 * {@code {"entry":ENTRY,"signature":"HEX"}}: the signature is of ENTRY's bytes as they stand.
 *
 * @param entry canonical JSON
 * @param signature in hex
 */
record SignedLine(String entry, String signature) {
  private static final String START = "{\"entry\":";
  private static final String MIDDLE = ",\"signature\":\"";
  private static final String END = "\"}";
  private static final int SIGNATURE = 64;

  static String write(String entry, String signature) {
    return START + entry + MIDDLE + signature + END;
  }

  /**
   * @throws ManifestException if it is no such line
   */
  static SignedLine read(String line) {
    int middle = line.length() - END.length() - SIGNATURE - MIDDLE.length();
    if (!line.startsWith(START)
        || !line.endsWith(END)
        || middle < START.length()
        || !line.startsWith(MIDDLE, middle)) {
      throw new ManifestException("this is no signed entry");
    }
    return new SignedLine(
        line.substring(START.length(), middle),
        line.substring(middle + MIDDLE.length(), line.length() - END.length()));
  }
}
