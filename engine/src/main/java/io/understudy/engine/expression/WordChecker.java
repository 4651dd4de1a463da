package io.understudy.engine.expression;

import io.understudy.engine.expression.Expression.Attribute;
import io.understudy.engine.expression.Expression.Literal;
import io.understudy.engine.expression.Expression.Name;
import io.understudy.engine.expression.Expression.Operator;
import io.understudy.engine.fake.Entity;
import java.util.List;
import java.util.Set;

/** Checks the words that an expression takes from closed lists: attributes, entities, types. */
final class WordChecker {
  private final Set<String> variables;
  private final Findings findings;

  WordChecker(Set<String> variables, Findings findings) {
    this.variables = variables;
    this.findings = findings;
  }

  void columnAttribute(int at, String name) {
    if (!Vocabulary.COLUMN_ATTRIBUTES.contains(name)) {
      findings.add(
          at,
          "column has no attribute \"" + name + "\"",
          Suggestion.didYouMean(name, Vocabulary.COLUMN_ATTRIBUTES));
    }
  }

  void variable(int at, String name) {
    if (!variables.contains(name)) {
      String remedy = Suggestion.didYouMean(name, variables);
      findings.add(
          at,
          "vars has no \"" + name + "\"",
          remedy.isEmpty() ? "add it to the vars of this step" : remedy);
    }
  }

  /** Entities and types that are compared with {@code column.entity} and {@code column.type}. */
  void comparison(Expression.Comparison comparison) {
    Expression left = comparison.first();
    for (Expression.Relation relation : comparison.rest()) {
      if (relation.operator() == Operator.EQUAL
          || relation.operator() == Operator.UNEQUAL
          || relation.operator() == Operator.IN
          || relation.operator() == Operator.NOT_IN) {
        columnWords(left, relation.right());
        columnWords(relation.right(), left);
      }
      left = relation.right();
    }
  }

  /** {@code column.entity == "emial"} is never true: almost always a slip. */
  private void columnWords(Expression attribute, Expression words) {
    if (attribute instanceof Attribute a
        && a.target() instanceof Name name
        && name.name().equals("column")) {
      List<Expression> all =
          words instanceof Expression.Sequence sequence ? sequence.items() : List.of(words);
      if (a.name().equals("entity")) {
        all.forEach(this::entityLiteral);
      } else if (a.name().equals("type")) {
        all.forEach(this::typeLiteral);
      }
    }
  }

  void entityLiteral(Expression word) {
    if (word instanceof Literal literal
        && literal.value() instanceof String name
        && Entity.byName(name).isEmpty()) {
      findings.add(word.at(), "unknown entity \"" + name + "\"", nearestEntity(name));
    }
  }

  private void typeLiteral(Expression word) {
    if (word instanceof Literal literal
        && literal.value() instanceof String name
        && !Vocabulary.COLUMN_TYPES.contains(name)) {
      String refused = Vocabulary.REFUSED_COLUMN_TYPES.get(name);
      if (refused != null) {
        findings.add(word.at(), "column type \"" + name + "\" is refused", refused);
      } else {
        findings.add(
            word.at(),
            "unknown column type \"" + name + "\"",
            Suggestion.didYouMean(name, Vocabulary.COLUMN_TYPES));
      }
    }
  }

  static String nearestEntity(String name) {
    List<String> nearest = Entity.nearest(name);
    return nearest.isEmpty() ? "" : "did you mean \"" + nearest.get(0) + "\"?";
  }
}
