package io.understudy.standalone.shop;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What people write to a shop, with their names, e-mails and phone numbers in the middle of it. */
final class TicketText {
  private static final List<String> SUBJECTS =
      List.of(
          "Where is my parcel?",
          "Wrong size delivered",
          "Refund not received",
          "Question about an invoice",
          "Cannot log in",
          "Damaged on arrival",
          "Please change my address",
          "Delete my account",
          "Charged twice",
          "Gift card does not work");
  private static final List<String> GREETINGS =
      List.of(
          "Hi, this is %s again.",
          "Hello, my name is %s.",
          "Good morning, %s here.",
          "Dear team, %s speaking.",
          "Hello there, it's %s.");
  private static final List<String> STORIES =
      List.of(
          "the parcel was due last week and the tracking page has not moved since.",
          "the box was open when the driver handed it over and two items are missing.",
          "the lamp arrived with a broken shade, photos are attached.",
          "the invoice shows the old company, we need a corrected one for our books.",
          "the refund was promised within five days and nothing has been booked so far.",
          "the password mail never comes, the spam folder is empty, too.",
          "the same amount was taken from the account two times on the same day.",
          "the shoes are two sizes smaller than ordered, how do they go back?");
  private static final List<String> CONTACTS =
      List.of(
          "You can reach me at {email} or call {phone}.",
          "Please answer to {email}.",
          "My number is {phone}, after six in the evening please.",
          "Write to {email} if anything is unclear; {phone} works as well.");
  private static final List<String> CLOSINGS =
      List.of(
          "Kind regards, {name}",
          "Thanks a lot! {name}",
          "Best, {name}",
          "The order is under the name {name}.",
          "Yours sincerely\n{name}");
  private static final List<String> GIFTS =
      List.of(
          "Happy birthday!\nWith all good wishes",
          "Get well soon; we miss you",
          "For the \"best\" neighbours in town",
          "Season's greetings, with love",
          "Congratulations; and enjoy the new home");
  private static final List<String> NOTES =
      List.of(
          "prefers delivery in the morning",
          "asked for paper invoices",
          "complained about packaging, voucher sent",
          "VIP, handle with care",
          "spoke to {name} about the late delivery",
          "second contact: {email}",
          "call back on {phone} before noon");

  private TicketText() {}

  static String subject(SplittableRandom random) {
    return Words.pick(SUBJECTS, random);
  }

  static String greeting(SplittableRandom random, String firstName) {
    return Words.pick(GREETINGS, random).replace("%s", firstName);
  }

  static String body(SplittableRandom random, Population.Customer customer) {
    String name = customer.firstName() + " " + customer.lastName();
    StringBuilder body = new StringBuilder();
    if (random.nextInt(3) == 0) {
      body.append("My name is ").append(name).append(" and ");
    }
    body.append(Words.pick(STORIES, random)).append(' ');
    if (random.nextBoolean()) {
      body.append("Besides, ").append(Words.pick(STORIES, random)).append(' ');
    }
    body.append(filled(Words.pick(CONTACTS, random), name, customer.email(), customer.phone()));
    return body.append(' ')
        .append(filled(Words.pick(CLOSINGS, random), name, null, null))
        .toString();
  }

  /** A greeting card's text; with what a CSV file has to quote. */
  static String gift(SplittableRandom random) {
    return Words.pick(GIFTS, random);
  }

  static String note(
      SplittableRandom random,
      String firstName,
      String lastName,
      @Nullable String email,
      @Nullable String phone) {
    return filled(Words.pick(NOTES, random), firstName + " " + lastName, email, phone);
  }

  private static String filled(
      String template, String name, @Nullable String email, @Nullable String phone) {
    return template
        .replace("{name}", name)
        .replace("{email}", email == null ? "my usual address" : email)
        .replace("{phone}", phone == null ? "the number on file" : phone);
  }
}
