package io.understudy.loader.schema;

import java.util.List;

/**
 * Queries of PostgreSQL's catalogue that write statements: for each object the table that it
 * belongs to (of a partition the whole table; null: none), the table that it refers to (null:
 * none), the statement, and what undoes it. The one parameter is the schema's name. The search path
 * must name that schema alone, so that its names are not qualified.
 */
final class Catalogue {
  /** What there must be before anything else; a target may have it under other rights. */
  static final List<String> SURROUNDINGS =
      List.of(
          TypeCatalogue.EXTENSIONS,
          TableCatalogue.SCHEMAS_OF_PARTITIONS,
          NeededCatalogue.SCHEMAS,
          TypeCatalogue.COLLATIONS_ELSEWHERE,
          TypeCatalogue.TYPES_ELSEWHERE,
          RoutineCatalogue.FUNCTIONS_ELSEWHERE);

  /** What is needed to hold rows. Each comes after what it needs, but for types and routines. */
  static final List<String> BEFORE =
      List.of(
          TypeCatalogue.COLLATIONS,
          TypeCatalogue.TYPES,
          TypeCatalogue.TEXT_SEARCH,
          TypeCatalogue.SEQUENCES,
          RoutineCatalogue.FUNCTIONS,
          RoutineCatalogue.AGGREGATES,
          RoutineCatalogue.OPERATORS,
          RoutineCatalogue.CASTS,
          TableCatalogue.TABLES,
          TableCatalogue.ATTACHED,
          TableCatalogue.COLUMN_SETTINGS,
          TableCatalogue.OWNED_SEQUENCES,
          KeyCatalogue.KEYS,
          KeyCatalogue.INDEXES,
          KeyCatalogue.ATTACHED,
          KeyCatalogue.INDEX_SETTINGS,
          KeyCatalogue.FOREIGN_KEYS,
          CommentCatalogue.OF_TABLES);

  /** Views, with what else may need one. */
  static final List<String> VIEWS = List.of(ViewCatalogue.VIEWS, ViewCatalogue.INDEXES);

  /** What is made when the rows are there, in order. */
  static final List<String> AFTER =
      List.of(
          KeyCatalogue.FOREIGN_KEYS_OF_DIRECT,
          KeyCatalogue.NOT_VALID,
          TypeCatalogue.NOT_VALID,
          TypeCatalogue.SEQUENCE_VALUES,
          ViewCatalogue.STATISTICS,
          TableCatalogue.TABLE_SETTINGS,
          ViewCatalogue.TRIGGERS);

  /** What a target may not be able to have: roles, other schemas, things that were left out. */
  static final List<String> WHERE_POSSIBLE =
      List.of(
          TypeCatalogue.NOT_VALID_ELSEWHERE,
          KeyCatalogue.FOREIGN_KEYS_ELSEWHERE,
          KeyCatalogue.FOREIGN_KEYS_FROM_ELSEWHERE,
          CommentCatalogue.OF_OTHERS);

  private Catalogue() {}

  /** Lateral row with the {@code name} of an object, qualified if it is of another schema. */
  static String named(String namespace, String name) {
    return """
        (select case when nspname = current_schema then '' else quote_ident(nspname) || '.' end
                  || quote_ident(%s) as name
         from pg_namespace where oid = %s)
        """
        .formatted(name, namespace);
  }

  /** Condition that an object does not belong to an extension, which makes it itself. */
  static String own(String catalogue, String oid) {
    return """
        not exists (select from pg_depend e
                    where e.classid = '%s'::regclass and e.objid = %s and e.deptype = 'e')
        """
        .formatted(catalogue, oid);
  }
}
