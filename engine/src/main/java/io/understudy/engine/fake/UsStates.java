package io.understudy.engine.fake;

import java.util.ArrayList;
import java.util.List;

/**
 * The states of the US and the District of Columbia, each with the first three digits of its ZIP
 * codes (USPS) and with telephone area codes in use there (NANPA).
 */
public final class UsStates {
  private static final String DATA =
      """
      AL Alabama|350-352 354-369|205 251 256 334
      AK Alaska|995-999|907
      AZ Arizona|850-853 855-857 859-860 863-865|480 520 602 623 928
      AR Arkansas|716-729|479 501 870
      CA California|900-908 910-928 930-961|209 213 310 323 408 415 510 530 559 562 619 626 650 661 707
      CO Colorado|800-816|303 719 720 970
      CT Connecticut|060-062 064-069|203 860
      DE Delaware|197-199|302
      DC District of Columbia|200-200 202-205|202
      FL Florida|320-339 341-342 344-344 346-347 349-349|305 321 352 386 407 561 727 772 813 850 904
      GA Georgia|300-319 398-399|229 404 478 678 706 770 912
      HI Hawaii|967-968|808
      ID Idaho|832-838|208
      IL Illinois|600-620 622-629|217 309 312 618 630 708 773 815 847
      IN Indiana|460-479|219 260 317 574 765 812
      IA Iowa|500-516 520-528|319 515 563 641 712
      KS Kansas|660-662 664-679|316 620 785 913
      KY Kentucky|400-418 420-427|270 502 606 859
      LA Louisiana|700-701 703-708 710-714|225 318 337 504 985
      ME Maine|039-049|207
      MD Maryland|206-212 214-219|240 301 410 443
      MA Massachusetts|010-027|339 413 508 617 774 781 978
      MI Michigan|480-499|231 248 269 313 517 586 616 734 810 906 989
      MN Minnesota|550-551 553-567|218 320 507 612 651 763 952
      MS Mississippi|386-397|228 601 662
      MO Missouri|630-631 633-641 644-658|314 417 573 636 660 816
      MT Montana|590-599|406
      NE Nebraska|680-681 683-693|308 402
      NV Nevada|889-891 893-895 897-898|702 775
      NH New Hampshire|030-038|603
      NJ New Jersey|070-089|201 609 732 856 908 973
      NM New Mexico|870-871 873-875 877-884|505 575
      NY New York|100-149|212 315 516 518 585 607 631 716 718 845 914
      NC North Carolina|270-289|252 336 704 828 910 919
      ND North Dakota|580-588|701
      OH Ohio|430-459|216 330 419 440 513 614 740 937
      OK Oklahoma|730-731 734-741 743-749|405 580 918
      OR Oregon|970-979|503 541
      PA Pennsylvania|150-191 193-196|215 412 570 610 717 724 814
      RI Rhode Island|028-029|401
      SC South Carolina|290-299|803 843 864
      SD South Dakota|570-577|605
      TN Tennessee|370-385|423 615 731 865 901 931
      TX Texas|750-770 772-799|210 214 254 281 361 409 432 512 713 806 817 903 915 936 940 956 972 979
      UT Utah|840-847|435 801
      VT Vermont|050-054 056-059|802
      VA Virginia|220-246|276 434 540 703 757 804
      WA Washington|980-986 988-994|206 253 360 425 509
      WV West Virginia|247-268|304
      WI Wisconsin|530-532 534-535 537-549|262 414 608 715 920
      WY Wyoming|820-831|307
      """;

  /** In the order of their names. */
  public static final List<State> ALL = parse();

  private UsStates() {}

  /**
   * @param code two letters
   * @param zips first three digits of ZIP codes
   * @param areas telephone area codes
   */
  public record State(String code, String name, List<String> zips, List<String> areas) {
    public State {
      zips = List.copyOf(zips);
      areas = List.copyOf(areas);
    }

    /** Whether a five-digit ZIP code is one of this state's. */
    public boolean hasZip(String zip) {
      return zip.length() >= 3 && zips.contains(zip.substring(0, 3));
    }
  }

  private static List<State> parse() {
    List<State> states = new ArrayList<>();
    for (String line : DATA.lines().toList()) {
      String[] parts = line.split("\\|");
      List<String> zips = new ArrayList<>();
      for (String range : parts[1].split(" ")) {
        int last = Integer.parseInt(range.substring(4));
        for (int zip = Integer.parseInt(range.substring(0, 3)); zip <= last; zip++) {
          zips.add("%03d".formatted(zip));
        }
      }
      states.add(
          new State(
              parts[0].substring(0, 2), parts[0].substring(3), zips, List.of(parts[2].split(" "))));
    }
    return List.copyOf(states);
  }
}
