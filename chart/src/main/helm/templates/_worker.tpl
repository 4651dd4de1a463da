{{/* The Job that the scheduler makes for a run; it adds name, run, owner reference, parallelism and UNDERSTUDY_WORKER_RUN. */}}
{{- define "understudy.workerJob" -}}
{{- $own := .Values.worker -}}
{{- $image := fromYaml (include "understudy.workerImage" .) -}}
{{- $grace := max 1 (sub ($own.terminationGracePeriodSeconds | int) 15) -}}
{{- $env := printf "%s\n%s" (include "understudy.workerEnv" (dict "root" . "grace" $grace)) (include "understudy.keyEnv" .) -}}
{{- $worker := dict "root" . "component" "worker" "container" "worker" "image" $image "env" $env "volumes" (include "understudy.keyVolume" .) "mounts" (include "understudy.keyMount" .) -}}
apiVersion: batch/v1
kind: Job
metadata:
  labels:
    {{- /* the scheduler makes it and takes it away, not Helm */}}
    {{- include "understudy.labels" $worker | replace (printf "managed-by: %s" .Release.Service) "managed-by: understudy" | nindent 4 }}
    {{- /* schedulers of an earlier release leave the Jobs of a later one alone */}}
    understudy.io/revision: {{ .Release.Revision | quote }}
spec:
  {{- /* how often a pod may fail is not for the Job to say: each file has its own attempts in the job table */}}
  backoffLimit: 2147483647
  ttlSecondsAfterFinished: {{ $own.ttlSecondsAfterFinished | int }}
  {{- if $own.activeDeadlineSeconds }}
  activeDeadlineSeconds: {{ $own.activeDeadlineSeconds | int }}
  {{- end }}
  {{- if semverCompare ">=1.26.0" (include "understudy.kubeVersion" .) }}
  podFailurePolicy:
    rules:
      - action: Ignore
        onPodConditions:
          - type: DisruptionTarget
            status: "True"
  {{- end }}
  template:
    metadata:
      labels:
        {{- include "understudy.podLabels" $worker | nindent 8 }}
      annotations:
        cluster-autoscaler.kubernetes.io/safe-to-evict: {{ $own.safeToEvict | quote }}
        {{- if not $own.safeToEvict }}
        karpenter.sh/do-not-disrupt: "true"
        {{- end }}
        {{- with $own.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      restartPolicy: Never
      {{- include "understudy.podSpec" $worker | nindent 6 }}
      containers:
        - {{- include "understudy.container" $worker | nindent 10 }}
          env:
            {{- include "understudy.env" $worker | nindent 12 }}
          volumeMounts:
            {{- include "understudy.mounts" $worker | nindent 12 }}
      volumes:
        {{- include "understudy.volumes" $worker | nindent 8 }}
{{- end -}}

{{- define "understudy.workerEnv" -}}
- name: UNDERSTUDY_MODE
  value: worker
{{- /* a worker asks and is not asked */}}
- name: QUARKUS_HTTP_HOST_ENABLED
  value: "false"
- name: UNDERSTUDY_WORKER_OWNER
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: UNDERSTUDY_WORKER_PARALLEL
  value: {{ .root.Values.worker.parallel | quote }}
- name: UNDERSTUDY_WORKER_GRACE
  value: {{ printf "%ds" (int .grace) }}
- name: QUARKUS_SHUTDOWN_TIMEOUT
  value: {{ printf "%ds" (int .grace) }}
{{- end -}}
