package io.understudy.loader.extract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What a subset makes of the foreign keys between the tables that are read, whatever the database.
 *
 * @param all between two of the tables
 */
public record Links(Extraction extraction, Collection<? extends Link> all) {

  /** A foreign key: the table that has it, and the one that it refers to. */
  public interface Link {
    String child();

    String parent();
  }

  /**
   * What the pipeline says about tables or foreign keys that are not there.
   *
   * @param tables that are read
   * @param quoted a name as the database writes it
   */
  public List<String> problems(Set<String> tables, UnaryOperator<String> quoted) {
    List<String> problems = new ArrayList<>();
    for (Extraction.Share share : extraction.subset()) {
      if (!tables.contains(share.table())) {
        problems.add("the subset is of " + quoted.apply(share.table()) + ", which is not read");
      }
      for (String child : share.children()) {
        if (all.stream()
            .noneMatch(r -> r.child().equals(child) && r.parent().equals(share.table()))) {
          problems.add(
              "no foreign key of "
                  + quoted.apply(child)
                  + " refers to "
                  + quoted.apply(share.table())
                  + ", whose child it is to be");
        }
      }
    }
    return problems;
  }

  /** Tables that are linked to a root, over however many foreign keys. */
  public Set<String> connected() {
    Set<String> connected =
        extraction.subset().stream()
            .filter(Extraction.Share::isRoot)
            .map(Extraction.Share::table)
            .collect(Collectors.toCollection(HashSet::new));
    int before;
    do {
      before = connected.size();
      for (Link link : all) {
        if (connected.contains(link.child()) || connected.contains(link.parent())) {
          connected.add(link.child());
          connected.add(link.parent());
        }
      }
    } while (connected.size() > before);
    return connected;
  }
}
