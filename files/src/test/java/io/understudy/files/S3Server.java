package io.understudy.files;

import java.net.URI;
import java.time.Duration;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** An S3 server in memory, and clients for it. */
final class S3Server implements AutoCloseable {
  private static final String ACCESS_KEY = "test-access";
  private static final String SECRET_KEY = "test-secret";

  private final S3Proxy proxy;

  private S3Server(S3Proxy proxy) {
    this.proxy = proxy;
  }

  static S3Server start() throws Exception {
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(new TransientNio2BlobStore())
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .build();
    proxy.start();
    return new S3Server(proxy);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  S3Client client() {
    return client(endpoint(), ACCESS_KEY, SECRET_KEY);
  }

  static S3Client client(URI endpoint) {
    return client(endpoint, ACCESS_KEY, SECRET_KEY);
  }

  /** Shows an interceptor each request. */
  S3Client client(ExecutionInterceptor interceptor) {
    return builder(endpoint(), ACCESS_KEY, SECRET_KEY)
        .overrideConfiguration(options -> options.addExecutionInterceptor(interceptor))
        .build();
  }

  S3Client client(String accessKey, String secretKey) {
    return client(endpoint(), accessKey, secretKey);
  }

  private static S3Client client(URI endpoint, String accessKey, String secretKey) {
    return builder(endpoint, accessKey, secretKey).build();
  }

  private static S3ClientBuilder builder(URI endpoint, String accessKey, String secretKey) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(Duration.ofSeconds(2)));
  }

  @Override
  public void close() throws Exception {
    proxy.stop();
  }
}
