package io.understudy.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers ListObjectsV2 for a bucket that has so many files of 20 tables, 1,000 keys a page, and nothing else. */
final class Listing implements AutoCloseable {
  private static final int PAGE = 1_000;
  private static final int TABLES = 20;
  private static final Pattern TOKEN = Pattern.compile("continuation-token=(\\d+)");

  private final int objects;
  private final HttpServer server;

  Listing(int objects) throws IOException {
    this.objects = objects;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Matcher token = TOKEN.matcher(String.valueOf(exchange.getRequestURI().getQuery()));
    int from = token.find() ? Integer.parseInt(token.group(1)) : 0;
    int to = Math.min(objects, from + PAGE);
    StringBuilder xml = new StringBuilder(PAGE * 300);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">")
        .append("<Name>source</Name><Prefix>big/</Prefix><MaxKeys>1000</MaxKeys><KeyCount>")
        .append(to - from)
        .append("</KeyCount><IsTruncated>")
        .append(to < objects)
        .append("</IsTruncated>");
    if (to < objects) {
      xml.append("<NextContinuationToken>").append(to).append("</NextContinuationToken>");
    }
    for (int i = from; i < to; i++) {
      xml.append("<Contents><Key>").append(key(i)).append("</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>")
          .append("<ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>").append(1_000_000 + i)
          .append("</Size><StorageClass>STANDARD</StorageClass></Contents>");
    }
    byte[] body = xml.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/xml");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String key(int i) {
    return "big/table_%02d/day=2026-01-01/part-%08d.parquet".formatted(i / Math.max(1, objects / TABLES + 1), i);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
