package io.understudy.standalone.local;

import io.understudy.standalone.StandaloneException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/** An S3 server in this process, on loopback, with two buckets on the local disk. */
final class EmbeddedStorage implements AutoCloseable {
  private static final String SOURCE = "production";
  private static final String SINK = "masked";

  private final S3Proxy server;
  private final Storage storage;

  private EmbeddedStorage(S3Proxy server, Storage storage) {
    this.server = server;
    this.storage = storage;
  }

  /** Where the source bucket of a server for {@code directory} is. */
  static Path source(Path directory) {
    return directory.resolve(SOURCE);
  }

  /** Where the sink bucket of a server for {@code directory} is. */
  static Path sink(Path directory) {
    return directory.resolve(SINK);
  }

  /**
   * Starts the server with new credentials; it serves what is in {@code directory}, if anything.
   */
  static EmbeddedStorage start(Path directory, SecureRandom random) {
    String accessKey = "local" + secret(random, 6);
    String secretKey = secret(random, 20);
    int port = Ports.anyFree();
    Properties properties = new Properties();
    properties.setProperty("jclouds.filesystem.basedir", directory.toString());
    properties.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + port);
    properties.setProperty("s3proxy.authorization", "aws-v4");
    properties.setProperty("s3proxy.identity", accessKey);
    properties.setProperty("s3proxy.credential", secretKey);
    try {
      Files.createDirectories(source(directory));
      Files.createDirectories(sink(directory));
      BlobStore files = BlobStores.create("filesystem-nio2", properties);
      S3Proxy server =
          S3Proxy.Builder.fromProperties(properties)
              .blobStore(files)
              .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
              .ignoreUnknownHeaders(true)
              .build();
      server.start();
      return new EmbeddedStorage(
          server,
          new Storage(
              "http://127.0.0.1:" + server.getPort(),
              "us-east-1",
              accessKey,
              secretKey,
              SOURCE,
              SINK));
    } catch (Exception e) { // what start() declares
      throw new StandaloneException(
          "the embedded S3 server did not start (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private static String secret(SecureRandom random, int bytes) {
    byte[] secret = new byte[bytes];
    random.nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  Storage storage() {
    return storage;
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
