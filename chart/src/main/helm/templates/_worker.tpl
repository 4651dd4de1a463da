{{/* A Job for each worker class: job.yaml is the default's, job-CLASS.yaml one of worker.classes. */}}
{{- define "understudy.workerJobs" -}}
{{- $worker := omit .Values.worker "classes" "maxConcurrent" -}}
job.yaml: |
  {{- include "understudy.workerJob" (dict "root" . "own" $worker) | nindent 2 }}
{{- range $name, $class := .Values.worker.classes }}
{{- $own := deepCopy $worker }}
{{- /* what a class says takes the place of what worker says, as a whole */}}
{{- range $key, $value := $class }}{{ $_ := set $own $key $value }}{{ end }}
job-{{ $name }}.yaml: |
  {{- include "understudy.workerJob" (dict "root" $ "own" $own) | nindent 2 }}
{{- end }}
{{- end -}}

{{/* The same root with another worker. Wants root and own. */}}
{{- define "understudy.workerJob" -}}
{{- $values := set (deepCopy (omit .root.Values "worker")) "worker" .own -}}
{{- include "understudy.workerJobOf" (dict "Values" $values "Release" .root.Release "Chart" .root.Chart "Capabilities" .root.Capabilities "Template" .root.Template) -}}
{{- end -}}

{{/* The Job that the scheduler makes for a run; it adds name, run, owner reference, parallelism, UNDERSTUDY_WORKER_RUN and what the pipeline asks for. */}}
{{- define "understudy.workerJobOf" -}}
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
  {{- if or $own.maxConcurrent $own.maxResources }}
  {{- /* bounds that the scheduler reads and leaves out of the Jobs */}}
  annotations:
    {{- with $own.maxConcurrent }}
    understudy.io/max-workers: {{ . | int | quote }}
    {{- end }}
    {{- range $resource, $most := $own.maxResources }}
    understudy.io/max-{{ $resource }}: {{ $most | quote }}
    {{- end }}
  {{- end }}
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
      {{- /* what a worker ends with that was told to stop and has given its file back */}}
      - action: Ignore
        onExitCodes:
          containerName: worker
          operator: In
          values: [143]
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
