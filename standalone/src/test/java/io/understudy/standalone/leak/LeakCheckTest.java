package io.understudy.standalone.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.files.FormatOptions;
import io.understudy.files.Location;
import io.understudy.files.ObjectStore;
import io.understudy.files.OutputObject;
import io.understudy.standalone.StandaloneException;
import io.understudy.standalone.leak.LeakCheck.Pair;
import io.understudy.standalone.local.Database;
import io.understudy.standalone.local.Installation;
import io.understudy.standalone.local.LocalSystem;
import io.understudy.standalone.local.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class LeakCheckTest {
  private static final String HEADER = "id,first_name,last_name,email,phone,note\n";
  private static final String BEFORE =
      HEADER
          + "1,Anna,Quillmere,anna@quillwire.com,617-248-4867,call Anna Quillmere\n"
          + "2,Bert,Wexcombe,bert@quillwire.com,(212) 736-5000,\n";
  private static final String AFTER =
      HEADER
          + "1,Lena,Wisoky,lena.wisoky402817@example.org,342-555-9021,call Lena Wisoky\n"
          + "2,Omar,Kihn,omar.kihn771203@example.com,(501) 555-1200,\n";
  private static final Map<String, String> MASKED =
      Map.of(
          "first_name", "first_name",
          "last_name", "last_name",
          "email", "email",
          "phone", "phone_number",
          "note", "");

  @TempDir static Path home;
  private static LocalSystem system;
  private static S3Client s3;
  private static ObjectStore store;

  private Path logs;
  private final Map<String, String> texts = new HashMap<>();
  private boolean exact = true;

  @BeforeAll
  static void start() throws InterruptedException {
    system =
        new LocalSystem(
            new Installation(home),
            new LocalSystem.Options(
                home.resolve("home"),
                Optional.empty(),
                1,
                Optional.empty(),
                Optional.empty(),
                description -> false,
                false),
            notice -> {},
            new SecureRandom());
    system.startSurroundings();
    Storage storage = system.storage();
    s3 =
        S3Client.builder()
            .endpointOverride(URI.create(storage.endpoint()))
            .region(Region.of(storage.region()))
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(storage.accessKey(), storage.secretKey())))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    store = new ObjectStore(s3);
  }

  @AfterAll
  static void end() {
    if (s3 != null) {
      s3.close();
    }
    system.close();
  }

  @BeforeEach
  void prepare(@TempDir Path directory) throws Exception {
    logs = directory;
    Files.writeString(logs.resolve("scheduler.log"), "Run 1 of pipeline shop created\n");
    texts.put("metrics of the scheduler", "jvm_threads 5\n");
    s3.listObjectsV2(r -> r.bucket(sink().bucket()))
        .contents()
        .forEach(object -> s3.deleteObject(r -> r.bucket(sink().bucket()).key(object.key())));
    put(source(), BEFORE);
    put(sink(), AFTER);
    execute(system.target(), "drop table if exists people");
    execute(system.target(), "create table people (name text, email text)");
    execute(system.target(), "insert into people values ('Lena Wisoky', 'lena@example.org')");
    execute(system.jobs(), "drop table if exists job");
    execute(system.jobs(), "create table job (input text, error text)");
  }

  private static Location source() {
    return new Location(system.storage().source(), "people/part-0.csv");
  }

  private static Location sink() {
    return new Location(system.storage().sink(), "people/part-0.csv");
  }

  private static void put(Location location, String text) throws IOException {
    try (OutputObject object = store.create(location)) {
      object.stream().write(text.getBytes(StandardCharsets.UTF_8));
      object.publish();
    }
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private LeakReport check() throws InterruptedException {
    Pair pair =
        new Pair(
            new TableFile("people", source(), FormatOptions.BY_NAME),
            new TableFile("people", sink(), FormatOptions.BY_NAME),
            true);
    return new LeakCheck(
            store,
            new LeakCheck.Places(
                new Location(sink().bucket(), ""), system.target(), system.jobs(), logs, texts),
            new LeakCheck.Run(List.of(pair), Map.of("people", MASKED), exact),
            2)
        .check();
  }

  @Test
  void nothingIsFoundWhereNothingIs() throws InterruptedException {
    LeakReport report = check();
    assertThat(report.leaks()).isEmpty();
    assertThat(report.unread()).isEmpty();
    assertThat(report.looked()).isEqualTo(Map.of(Kind.EMAIL, 2, Kind.PHONE, 2, Kind.NAME, 2));
    assertThat(report.proof()).isEqualTo(6);
    assertThat(report.sinkRows()).isEqualTo(Map.of("people", 2L));
    assertThat(report.places())
        .containsExactly(
            "sink (1 file, " + AFTER.length() + " B, cells and bytes)",
            "target (1 table)",
            "job table (1 table)",
            "logs (1 file)",
            "metrics of the scheduler");
  }

  @Test
  void aCellThatIsLeftIsFoundWithItsRow() throws Exception {
    put(sink(), AFTER.replace("omar.kihn771203@example.com", "bert@quillwire.com"));
    assertThat(check().leaks())
        .containsExactly("sink: 1 e-mail address, the first at " + sink() + " row 2");
  }

  @Test
  void aNameInTwoColumnsIsFound() throws Exception {
    put(sink(), AFTER.replace("1,Lena,Wisoky", "1,Anna,Quillmere"));
    assertThat(check().leaks())
        .containsExactly("sink: 1 full name, the first at " + sink() + " row 1");
  }

  @Test
  void aNameInFreeTextIsFound() throws Exception {
    put(sink(), AFTER.replace("call Lena Wisoky", "call Anna Quillmere"));
    assertThat(check().leaks())
        .containsExactly("sink: 1 full name, the first at " + sink() + " row 1");
  }

  @Test
  void anObjectThatBelongsToNoJobIsLookedInto() throws Exception {
    Location stray = new Location(sink().bucket(), "_temporary/part");
    put(stray, "\u0000\u0001anna@quillwire.com\u0002");
    assertThat(check().leaks())
        .containsExactly("sink: 1 e-mail address, the first at " + stray + " (bytes)");
  }

  @Test
  void aRowOfTheTargetIsFound() throws Exception {
    execute(system.target(), "insert into people values ('Bert Wexcombe', null)");
    assertThat(check().leaks())
        .containsExactly("target: 1 full name, the first at table public.people");
  }

  @Test
  void anErrorTextInTheJobTableIsFound() throws Exception {
    execute(system.jobs(), "insert into job values ('a.csv', 'no number: 617-248-4867')");
    assertThat(check().leaks())
        .containsExactly("job table: 1 phone number, the first at table public.job");
  }

  @Test
  void aLineOfALogIsFound() throws Exception {
    Files.writeString(logs.resolve("worker.log"), "WARN cannot mask ANNA@quillwire.com\n");
    assertThat(check().leaks()).containsExactly("logs: 1 e-mail address, the first at worker.log");
  }

  @Test
  void aLabelOfAMetricIsFound() throws InterruptedException {
    texts.put("metrics of the loader", "rows{table=\"x\",value=\"(212) 736-5000\"} 1\n");
    assertThat(check().leaks()).containsExactly("metrics of the loader: 1 phone number");
  }

  @Test
  void aFakeThatIsSomebodyElsesNameIsChanceUnlessFakesCannotBe() throws Exception {
    put(sink(), AFTER.replace("1,Lena,Wisoky", "1,Bert,Wexcombe"));
    execute(system.target(), "insert into people values ('Bert Wexcombe', null)");
    assertThat(check().leaks()).hasSize(2);
    exact = false;
    LeakReport report = check();
    assertThat(report.leaks()).isEmpty();
    assertThat(report.chances()).isEqualTo(1);
  }

  @Test
  void aValueThatIsStillInItsOwnRowIsALeakInAnyCase() throws Exception {
    exact = false;
    put(sink(), AFTER.replace("342-555-9021", "617-248-4867"));
    assertThat(check().leaks())
        .containsExactly("sink: 1 phone number, the first at " + sink() + " row 1");
  }

  @Test
  void aFileThatCannotBeReadIsToldAndNotTakenForClean() throws Exception {
    put(sink(), HEADER + "1,Lena\n");
    assertThat(check().unread())
        .singleElement()
        .satisfies(text -> assertThat(text).startsWith(sink().toString()));
  }

  @Test
  void aCheckThatCannotReadADatabaseFails() {
    LeakCheck.Places places =
        new LeakCheck.Places(
            new Location(sink().bucket(), ""),
            new Database("jdbc:postgresql://127.0.0.1:1/target", "u", "p"),
            system.jobs(),
            logs,
            texts);
    LeakCheck check = new LeakCheck(store, places, new LeakCheck.Run(List.of(), Map.of(), true), 1);
    assertThatThrownBy(check::check)
        .isInstanceOf(StandaloneException.class)
        .hasMessage(
            "jdbc:postgresql://127.0.0.1:1/target cannot be read (SQLSTATE 08001): is it still"
                + " running?");
  }
}
