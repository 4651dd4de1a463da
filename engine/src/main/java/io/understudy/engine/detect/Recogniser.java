package io.understudy.engine.detect;

/**
 * Finds one family of personal data. Immutable and shared between threads; linear in the length of
 * the text, whatever is in it.
 */
sealed interface Recogniser
    permits BankAndVehicleNumbers,
        Emails,
        Machines,
        Names,
        Numbers,
        OwnRecogniser,
        Postcodes,
        Streets,
        WebAddresses {

  /**
   * Adds what it finds to the findings.
   *
   * @param broad whether to find too much rather than too little; else only what its form or its
   *     check digits prove
   */
  void find(String text, boolean broad, Findings findings);
}
