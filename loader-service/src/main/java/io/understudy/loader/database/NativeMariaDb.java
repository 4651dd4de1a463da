package io.understudy.loader.database;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.sql.SQLException;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.plugin.Credential;
import org.mariadb.jdbc.plugin.CredentialPlugin;
import org.mariadb.jdbc.plugin.authentication.addon.gssapi.GssapiAuth;
import org.mariadb.jdbc.plugin.authentication.addon.gssapi.StandardGssapiAuthentication;

/**
 * Where MariaDB's driver tries whether a library is there, a native binary is told that it is not:
 * everything that it can reach is linked when it is built. On the JVM none of this has an effect.
 */
final class NativeMariaDb {
  private NativeMariaDb() {}

  /** Kerberos by Java's own means, as where JNA and Waffle, for Windows, are not found. */
  @TargetClass(className = "org.mariadb.jdbc.plugin.authentication.addon.gssapi.GssUtility")
  static final class Kerberos {
    private Kerberos() {}

    @Substitute
    public static GssapiAuth getAuthenticationMethod() {
      return new StandardGssapiAuthentication();
    }
  }

  /** Needs the RDS part of the AWS SDK, which no service has. */
  @TargetClass(className = "org.mariadb.jdbc.plugin.credential.aws.AwsIamCredentialPlugin")
  static final class AwsIam {
    private AwsIam() {}

    @Substitute
    public CredentialPlugin initialize(
        Configuration configuration, String user, HostAddress address) throws SQLException {
      throw new SQLException("credentialType=AWS-IAM is not known here; give a password", "28000");
    }

    @Substitute
    public Credential get() {
      throw new IllegalStateException("never initialised");
    }
  }
}
