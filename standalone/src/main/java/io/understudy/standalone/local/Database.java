package io.understudy.standalone.local;

/**
 * How to connect to a database of the local system.
 *
 * @param jdbcUrl without user and password
 * @param user name of the role
 * @param password of the role
 */
public record Database(String jdbcUrl, String user, String password) {
  @Override
  public String toString() {
    return jdbcUrl;
  }
}
