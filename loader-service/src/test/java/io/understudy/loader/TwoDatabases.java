package io.understudy.loader;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Two empty databases and buckets, of the service as it runs, for each test. */
abstract class TwoDatabases {
  static final String ALL =
      "{\"database\": \"shop\", \"schema\": null, \"retain\": \"all\", \"tables\": [],"
          + " \"subset\": []}";

  @Inject DataSource jobs;
  @Inject S3Client s3;

  @ConfigProperty(name = "understudy.targets.\"shop\".jdbc-url")
  String source;

  @ConfigProperty(name = "understudy.targets.\"demo\".jdbc-url")
  String target;

  @BeforeEach
  void bucketsAndEmptyDatabases() throws SQLException {
    for (String bucket : List.of("source", "sink")) {
      try {
        s3.createBucket(r -> r.bucket(bucket));
      } catch (BucketAlreadyOwnedByYouException e) {
        assertThat(e.statusCode()).isEqualTo(409);
      }
    }
    for (String url : List.of(source, target)) {
      on(url, "drop schema public cascade");
      on(url, "create schema public");
      on(url, "drop schema if exists understudy cascade");
    }
  }

  List<String> keys(String bucket, String prefix) {
    return s3.listObjectsV2(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, "postgres", "postgres");
  }

  /** First column of what the last statement gives. */
  static List<String> on(String url, String sql) throws SQLException {
    try (Connection connection = connect(url)) {
      return on(connection, sql);
    }
  }

  static List<String> on(Connection connection, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      boolean isResult = statement.execute(sql);
      while (isResult || statement.getUpdateCount() >= 0) {
        if (isResult) {
          found.clear();
          try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
              found.add(rows.getString(1));
            }
          }
        }
        isResult = statement.getMoreResults();
      }
    }
    return found;
  }
}
