{{/* What is the same in every pod's spec but its containers. Wants root and component. */}}
{{- define "understudy.podSpec" -}}
{{- $own := index .root.Values .component -}}
serviceAccountName: {{ include "understudy.serviceAccountName" . }}
automountServiceAccountToken: {{ eq .component "scheduler" }}
enableServiceLinks: false
terminationGracePeriodSeconds: {{ $own.terminationGracePeriodSeconds }}
securityContext:
  {{- toYaml $own.podSecurityContext | nindent 2 }}
{{- with concat .root.Values.imagePullSecrets $own.imagePullSecrets | uniq }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $own.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if $own.affinity }}
affinity:
  {{- toYaml $own.affinity | nindent 2 }}
{{- else if ne .component "worker" }}
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "understudy.selector" . | nindent 14 }}
{{- end }}
{{- with $own.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if $own.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- /* a constraint without a selector is about the pods of this component */}}
  {{- $selector := dict "labelSelector" (dict "matchLabels" (fromYaml (include "understudy.selector" .))) }}
  {{- range $own.topologySpreadConstraints }}
  {{- $constraint := ternary . (mergeOverwrite (deepCopy .) $selector) (hasKey . "labelSelector") }}
  - {{- toYaml $constraint | nindent 4 }}
  {{- end }}
{{- end }}
{{- with $own.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $own.runtimeClassName }}
runtimeClassName: {{ . }}
{{- end }}
{{- end -}}

{{/* Name, image and rights of the container. Wants root, component, container and image. */}}
{{- define "understudy.container" -}}
{{- $own := index .root.Values .component -}}
name: {{ .container }}
image: {{ include "understudy.image" . | quote }}
imagePullPolicy: {{ .image.pullPolicy | default .root.Values.image.pullPolicy }}
securityContext:
  {{- toYaml $own.securityContext | nindent 2 }}
resources:
  {{- toYaml $own.resources | nindent 2 }}
{{- end -}}

{{/* Probes and ports of what answers HTTP. */}}
{{- define "understudy.http" -}}
ports:
  - name: http
    containerPort: {{ include "understudy.port" . }}
    protocol: TCP
  - name: management
    containerPort: {{ include "understudy.managementPort" . }}
    protocol: TCP
startupProbe:
  httpGet: {path: /q/health/started, port: management}
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: 90
livenessProbe:
  httpGet: {path: /q/health/live, port: management}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /q/health/ready, port: management}
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 3
{{- end -}}

{{/* HTTP settings of what answers HTTP. */}}
{{- define "understudy.httpEnv" -}}
{{- $own := index .root.Values .component }}
- name: QUARKUS_SHUTDOWN_DELAY
  value: {{ printf "%ds" (int $own.leaveSeconds) }}
- name: QUARKUS_HTTP_HOST
  value: 0.0.0.0
- name: QUARKUS_HTTP_PORT
  value: {{ include "understudy.port" . | quote }}
- name: QUARKUS_MANAGEMENT_HOST
  value: 0.0.0.0
- name: QUARKUS_MANAGEMENT_PORT
  value: {{ include "understudy.managementPort" . | quote }}
{{- end -}}

{{/* Volumes of a component. Wants root, component and volumes: YAML of its own ones, may be "". */}}
{{- define "understudy.volumes" -}}
{{- $own := index .root.Values .component -}}
- name: tmp
  emptyDir:
    sizeLimit: {{ $own.tmpSize }}
{{- with .volumes }}
{{ . }}
{{- end }}
{{- $bundle := .root.Values.caBundle }}
{{- if $bundle.configMap }}
- name: ca
  configMap:
    name: {{ $bundle.configMap }}
    items: [{key: {{ $bundle.key | quote }}, path: ca.crt}]
{{- else if $bundle.secret }}
- name: ca
  secret:
    secretName: {{ $bundle.secret }}
    defaultMode: 0444
    items: [{key: {{ $bundle.key | quote }}, path: ca.crt}]
{{- end }}
{{- if include "understudy.projectsToken" . }}
{{- $identity := .root.Values.buckets.access.webIdentity }}
- name: bucket-identity
  projected:
    defaultMode: 0444
    sources:
      - serviceAccountToken:
          path: token
          audience: {{ $identity.audience | quote }}
          expirationSeconds: {{ $identity.expirationSeconds | int }}
{{- end }}
{{- with $own.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Where they are mounted. Wants root, component and mounts. */}}
{{- define "understudy.mounts" -}}
{{- $own := index .root.Values .component -}}
- name: tmp
  mountPath: /tmp
{{- with .mounts }}
{{ . }}
{{- end }}
{{- if or .root.Values.caBundle.configMap .root.Values.caBundle.secret }}
- name: ca
  mountPath: /etc/understudy/ca
  readOnly: true
{{- end }}
{{- if include "understudy.projectsToken" . }}
- name: bucket-identity
  mountPath: /var/run/secrets/understudy
  readOnly: true
{{- end }}
{{- with $own.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* "true" if the chart itself asks for a web identity token; without a role, a webhook does. */}}
{{- define "understudy.projectsToken" -}}
{{- $access := .root.Values.buckets.access -}}
{{- if and (eq $access.type "webIdentity") ((index .root.Values .component).roleArn | default $access.webIdentity.roleArn) -}}
true
{{- end -}}
{{- end -}}

{{- define "understudy.keyVolume" -}}
- name: keys
  secret:
    secretName: {{ required "keys.secret.name: expected the Secret with the secret keys, found nothing; make one with: kubectl create secret generic understudy-keys --from-literal=default=\"$(head -c 32 /dev/urandom | base64)\"" .Values.keys.secret.name }}
    {{- /* for whatever user the image runs as; nobody else is in the container */}}
    defaultMode: 0444
{{- end -}}

{{- define "understudy.keyMount" -}}
- name: keys
  mountPath: /etc/understudy/keys
  readOnly: true
{{- end -}}

{{/* A Deployment. Wants root, component, env, volumes, mounts (YAML each) and annotations of the pod. */}}
{{- define "understudy.deployment" -}}
{{- $own := index .root.Values .component -}}
{{- $container := mergeOverwrite (dict "container" .component "image" $own.image) . -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "understudy.componentName" . }}
  namespace: {{ .root.Release.Namespace }}
  labels:
    {{- include "understudy.labels" . | nindent 4 }}
spec:
  replicas: {{ $own.replicas }}
  strategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      maxSurge: 1
  selector:
    matchLabels:
      {{- include "understudy.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "understudy.podLabels" . | nindent 8 }}
      {{- with mergeOverwrite (deepCopy .annotations) $own.podAnnotations }}
      annotations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      {{- include "understudy.podSpec" . | nindent 6 }}
      containers:
        - {{- include "understudy.container" $container | nindent 10 }}
          {{- include "understudy.http" . | nindent 10 }}
          env:
            {{- include "understudy.env" . | nindent 12 }}
          volumeMounts:
            {{- include "understudy.mounts" . | nindent 12 }}
      volumes:
        {{- include "understudy.volumes" . | nindent 8 }}
{{- end -}}
