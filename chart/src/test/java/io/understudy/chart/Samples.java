package io.understudy.chart;

/** Values that tests share. */
final class Samples {
  private Samples() {}

  /** With every switch on and every optional thing there. */
  static String everything() {
    return """
    database: {secret: {name: job-table, usernameKey: username}}
    buckets:
      endpoint: https://s3.example.com:9000
      pathStyle: true
      kmsKeyId: arn:aws:kms:eu-central-1:1:key/2
      access:
        type: webIdentity
        webIdentity: {roleArn: "arn:aws:iam::1:role/masking", stsEndpoint: "https://s3.example.com:9000"}
    targets:
      Perf 2.x:
        url: jdbc:postgresql://perf.example.com:6432/shop
        secret: {name: perf-login, usernameKey: username, passwordKey: password}
    access:
      type: oidc
      tokens: {secret: {name: api-tokens}}
      serviceToken: {secret: {name: service-token}}
      oidc:
        authServerUrl: https://login.example.com/realms/company
        audience: [understudy]
        viewerGroups: [testers]
        operatorGroups: [platform]
        clientSecret: {name: oidc-client}
    caBundle: {configMap: company-ca}
    commonLabels: {team: data, app.kubernetes.io/name: other}
    imagePullSecrets: [{name: registry-login}]
    worker:
      classes:
        big:
          maxConcurrent: 10
          maxResources: {cpu: 8, memory: 64Gi}
          resources: {requests: {cpu: 4, memory: 32Gi}, limits: {cpu: 4, memory: 32Gi}}
          nodeSelector: {pool: big}
          topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway}]
          extraVolumes: [{name: scratch, emptyDir: {}}]
          extraVolumeMounts: [{name: scratch, mountPath: /scratch}]
    scheduler: {podLabels: {app.kubernetes.io/component: other}}
    networkPolicy:
      apiFrom: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress}}}]
      metricsFrom: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}}]
    metrics:
      serviceMonitor: {enabled: true}
      prometheusRule: {enabled: true}
      dashboard: {enabled: true}
    """;
  }
}
