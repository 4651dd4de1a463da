package io.understudy.benchmarks;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Connections that note how long each use of one took, from asking the pool for it to giving it back, by the first
 * words of its statement.
 */
final class TimedSource {
  private final Map<String, Timings> timings = new ConcurrentHashMap<>();

  DataSource around(DataSource pool) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) ->
                method.getName().equals("getConnection") ? timed(pool) : invoke(pool, method, arguments));
  }

  Timings of(String begin) {
    return timings.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(begin))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(Timings::new);
  }

  private Connection timed(DataSource pool) throws SQLException {
    long begin = System.nanoTime();
    Connection connection = pool.getConnection();
    String[] sql = {""};
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepareStatement")) {
                sql[0] = (String) arguments[0];
              }
              Object result = invoke(connection, method, arguments);
              if (method.getName().equals("close")) {
                String key = sql[0].substring(0, Math.min(30, sql[0].length())).replaceAll("\\s+", " ");
                timings.computeIfAbsent(key, k -> new Timings()).add(System.nanoTime() - begin);
              }
              return result;
            });
  }

  private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
