package io.understudy.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A small shop with personal data, written by DuckDB: parquet, CSV and JSONL. */
final class ShopFiles {
  private static final String FIRST =
      "['Emma','Liam','Olivia','Noah','Sophia','Jackson','Isabella','Lucas','Amelia','Ethan']";
  // Surnames that no list of names has, so that a full name found later can only be a leak.
  private static final String LAST =
      "['Quillmere','Harrowvale','Thistledown','Brackenridge','Fennimoor','Oakhurstley',"
          + "'Larkspurton','Wexcombe','Dunmoreth','Pellwick','Ravensholm','Stavenly','Tollgrave']";

  private ShopFiles() {}

  /** Writes customers (parquet, 2 files), orders (CSV) and tickets (JSONL, gzip) of n customers. */
  static void write(DuckDb duckdb, Path folder, int n) throws Exception {
    for (String table : List.of("customers", "orders", "tickets")) {
      Files.createDirectories(folder.resolve(table));
    }
    duckdb.execute(
        """
        create or replace table customers as
        select i::bigint as customer_id,
               'C-' || printf('%%06d', i) as customer_no,
               %1$s[1 + i %% 10] as first_name,
               %2$s[1 + (i // 10) %% 13] || chr((97 + (i // 130) %% 26)::int) as last_name,
               case when i %% 17 = 0 then null
                    else lower(%1$s[1 + i %% 10]) || '.' || i || '@northwind-post.net' end as email,
               case when i %% 13 = 0 then null
                    else printf('(%%03d) %%03d-%%04d', 201 + i %% 700, 600 + i %% 100, i %% 10000)
               end as phone,
               ['gold','silver','bronze'][1 + i %% 3] as tier,
               date '1950-01-01' + (i * 37 %% 18000)::int as date_of_birth,
               (i * 1.37)::decimal(12,2) as balance
        from range(1, %3$d + 1) t(i)
        """
            .formatted(FIRST, LAST, n));
    duckdb.execute(
        """
        create or replace table orders as
        select i::bigint as order_id, 1 + (i * 7919) %% %1$d as customer_id,
               'C-' || printf('%%06d', 1 + (i * 7919) %% %1$d) as customer_no,
               ['new','paid','sent'][1 + i %% 3] as status, (i * 0.99)::decimal(12,2) as total,
               case when i %% 5 = 0 then 'left; at "the" door' end as note
        from range(1, %1$d * 3 + 1) t(i)
        """
            .formatted(n));
    duckdb.execute(
        """
        create or replace table tickets as
        select customer_id as ticket_id, customer_id, 'Order ' || customer_id as subject,
               'Hello, this is ' || first_name || ' ' || last_name || '. Please write to ' || email
               || ' or call ' || phone || '. Regards, ' || first_name as body
        from customers where customer_id % 4 = 1 and email is not null and phone is not null
        """);
    String out = folder.toString();
    duckdb.execute(
        "copy (select * from customers where customer_id % 2 = 0) to '"
            + out
            + "/customers/part-0.parquet' (format parquet, compression snappy)");
    duckdb.execute(
        "copy (select * from customers where customer_id % 2 = 1) to '"
            + out
            + "/customers/part-1.parquet' (format parquet, compression zstd)");
    duckdb.execute(
        "copy orders to '" + out + "/orders/orders.csv' (format csv, delimiter ';', header)");
    duckdb.execute(
        "copy tickets to '" + out + "/tickets/tickets.jsonl.gz' (format json, compression gzip)");
  }

  /** Every original e-mail, phone and full name. */
  static Set<String> secrets(DuckDb duckdb) throws Exception {
    Set<String> secrets = new TreeSet<>();
    for (List<String> row :
        duckdb.rows("select email, phone, first_name || ' ' || last_name from customers")) {
      row.stream().filter(cell -> cell != null).forEach(secrets::add);
    }
    return secrets;
  }

  static String pipeline(Installation system, String name, String prefix, String key) {
    return """
        pipeline: %s
        source: s3://%s/%s/
        sink: s3://%s/%s/
        transform:
          globals:
            locales: [en_US]
            coverage: detected
            key: %s
            classify: { enable: false }
          table_specific_configs:
            customers:
              steps:
                - rows:
                    update:
                      - { name: customer_no, value: this | hash }
                      - { name: first_name, value: fake.first_name() }
                      - { name: last_name, value: fake.last_name() }
                      - { name: email, value: fake.email() }
                      - { name: phone, value: fake.phone_number() }
            orders:
              steps:
                - rows:
                    update:
                      - { name: customer_no, value: this | hash }
            tickets:
              steps:
                - rows:
                    update:
                      - { name: body, value: this | fake_entities }
        tables:
          customers: { files: "customers/*.parquet", target: %s_customers }
          orders: { files: "orders/*.csv", csv: { delimiter: ";" }, target: %s_orders }
          tickets: { files: "tickets/*", target: %s_tickets }
        load: { target: target, mode: replace }
        parallelism: 2
        """
        .formatted(
            name,
            system.sourceBucket(),
            prefix,
            system.sinkBucket(),
            name,
            key,
            name.replace('-', '_'),
            name.replace('-', '_'),
            name.replace('-', '_'));
  }

  /** Where any of the secrets is in the text: a count, so that a failing test prints none. */
  static long hits(Set<String> secrets, String text) {
    List<String> found = new ArrayList<>();
    for (String secret : secrets) {
      if (text.contains(secret)) {
        found.add(secret);
      }
    }
    return found.size();
  }
}
