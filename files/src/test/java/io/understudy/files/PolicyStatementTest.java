package io.understudy.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyStatementTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          s3:PutObject | s3://masked/shop/ | eu-west-1 | | {"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::masked/shop/*"}
          s3:GetObject | s3://prod/ | cn-north-1 | | {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws-cn:s3:::prod/*"}
          s3:ListBucket | s3://prod/shop/ | us-gov-west-1 | | {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws-us-gov:s3:::prod","Condition":{"StringLike":{"s3:prefix":"shop/*"}}}
          s3:ListBucket | s3://prod/ | us-east-1 | | {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::prod"}
          kms:GenerateDataKey | s3://masked/ | eu-west-1 | arn:aws:kms:eu-west-1:1:key/2 | {"Effect":"Allow","Action":"kms:GenerateDataKey","Resource":"arn:aws:kms:eu-west-1:1:key/2"}
          kms:Decrypt | s3://masked/ | eu-west-1 | 12-34 | {"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:eu-west-1:*:key/12-34"}
          kms:Decrypt | s3://masked/ | eu-west-1 | alias/a | {"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"kms:RequestAlias":"alias/a"}}}
          """)
  void theStatementAllowsOneCallBelowThePrefix(
      String permission, String location, String region, String key, String json) {
    assertThat(
            new PolicyStatement(
                    permission, Location.parse(location), region, Optional.ofNullable(key))
                .json())
        .isEqualTo(json);
  }
}
