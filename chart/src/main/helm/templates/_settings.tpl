{{/* Environment variables that every service reads. Wants root and component. */}}
{{- define "understudy.sharedEnv" -}}
{{- $values := .root.Values -}}
{{- $own := index $values .component -}}
- name: JAVA_TOOL_OPTIONS
  value: {{ $own.javaOptions | quote }}
- name: QUARKUS_LOG_CONSOLE_JSON_ENABLED
  value: {{ $values.log.json | quote }}
- name: QUARKUS_LOG_LEVEL
  value: {{ $values.log.level | quote }}
{{ include "understudy.databaseEnv" .root }}
{{ include "understudy.bucketEnv" . }}
{{- if or $values.caBundle.configMap $values.caBundle.secret }}
- name: UNDERSTUDY_TRUST_CERTIFICATES
  value: /etc/understudy/ca/ca.crt
{{- end }}
{{- end -}}

{{- define "understudy.databaseEnv" -}}
{{- $database := .Values.database -}}
- name: QUARKUS_DATASOURCE_JDBC_URL
  value: {{ required "database.url: expected the job table's jdbc:postgresql://HOST:PORT/DATABASE, found nothing; set it with --set database.url=…" $database.url | quote }}
{{- if and $database.secret.name $database.secret.usernameKey }}
- name: QUARKUS_DATASOURCE_USERNAME
  valueFrom:
    secretKeyRef:
      name: {{ $database.secret.name }}
      key: {{ $database.secret.usernameKey }}
{{- else if $database.username }}
- name: QUARKUS_DATASOURCE_USERNAME
  value: {{ $database.username | quote }}
{{- end }}
{{- if $database.secret.name }}
- name: QUARKUS_DATASOURCE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ $database.secret.name }}
      key: {{ $database.secret.passwordKey }}
{{- end }}
{{- end -}}

{{- define "understudy.bucketEnv" -}}
{{- $buckets := .root.Values.buckets -}}
{{- $access := $buckets.access -}}
- name: AWS_REGION
  value: {{ $buckets.region | quote }}
- name: QUARKUS_S3_AWS_REGION
  value: {{ $buckets.region | quote }}
{{- with $buckets.endpoint }}
- name: QUARKUS_S3_ENDPOINT_OVERRIDE
  value: {{ . | quote }}
{{- end }}
- name: QUARKUS_S3_PATH_STYLE_ACCESS
  value: {{ $buckets.pathStyle | quote }}
{{- if eq $access.type "secret" }}
{{- $secret := required "buckets.access.secret.name: expected the Secret with the key pair, found nothing; set it, or choose another buckets.access.type" $access.secret.name }}
{{- /* read by the SDK's own chain, which knows session tokens, too */}}
- name: AWS_ACCESS_KEY_ID
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ $access.secret.accessKeyIdKey }}
- name: AWS_SECRET_ACCESS_KEY
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ $access.secret.secretAccessKeyKey }}
{{- if $access.secret.sessionTokenKey }}
- name: AWS_SESSION_TOKEN
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ $access.secret.sessionTokenKey }}
{{- end }}
{{- else if eq $access.type "webIdentity" }}
{{- with (index .root.Values .component).roleArn | default $access.webIdentity.roleArn }}
- name: AWS_ROLE_ARN
  value: {{ . | quote }}
- name: AWS_WEB_IDENTITY_TOKEN_FILE
  value: /var/run/secrets/understudy/token
- name: AWS_ROLE_SESSION_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
{{- end }}
{{- with $access.webIdentity.stsEndpoint }}
- name: AWS_ENDPOINT_URL_STS
  value: {{ . | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Where the secret keys are: for the transform API and the workers. */}}
{{- define "understudy.keyEnv" -}}
- name: UNDERSTUDY_KEYS_DIRECTORY
  value: /etc/understudy/keys
- name: UNDERSTUDY_KEYS_DEFAULT_ID
  value: {{ .Values.keys.defaultId | quote }}
{{- with .Values.buckets.kmsKeyId }}
- name: UNDERSTUDY_SINK_KMS_KEY
  value: {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "understudy.source" -}}
{{- required "buckets.source: expected s3://BUCKET/PREFIX, found nothing; set the location that is read" .Values.buckets.source -}}
{{- end -}}

{{- define "understudy.sink" -}}
{{- required "buckets.sink: expected s3://BUCKET/PREFIX, found nothing; set the location that is written" .Values.buckets.sink -}}
{{- end -}}

{{/* Environment of a component: the shared part, its own (env), and what the user adds. A name that the user sets is left out of the chart's. */}}
{{- define "understudy.env" -}}
{{- $own := index .root.Values .component -}}
{{- $added := list -}}
{{- range $own.extraEnv }}{{ $added = append $added .name }}{{ end -}}
{{- $all := concat (fromYamlArray (include "understudy.sharedEnv" .)) (fromYamlArray .env) -}}
{{- $kept := list -}}
{{- range $all }}{{ if not (has .name $added) }}{{ $kept = append $kept . }}{{ end }}{{ end -}}
{{- toYaml (concat $kept $own.extraEnv) -}}
{{- end -}}
