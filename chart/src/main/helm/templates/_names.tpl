{{/* Start of all names. Leaves room for "-transform" and what Kubernetes adds to a pod's name. */}}
{{- define "understudy.fullname" -}}
{{- .Values.fullnameOverride | default .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Name of a component's objects. Wants root and component. */}}
{{- define "understudy.componentName" -}}
{{- include "understudy.fullname" .root }}-{{ .component -}}
{{- end -}}

{{/* What selects the pods of a component; never changes, because a Deployment's selector cannot. */}}
{{- define "understudy.selector" -}}
app.kubernetes.io/name: understudy
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{/* Labels of an object of a component; what is common cannot say another thing of it. */}}
{{- define "understudy.labels" -}}
{{ include "understudy.selector" . }}
app.kubernetes.io/part-of: understudy
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- with omit .root.Values.commonLabels "app.kubernetes.io/name" "app.kubernetes.io/instance" "app.kubernetes.io/component" "app.kubernetes.io/part-of" "app.kubernetes.io/version" "app.kubernetes.io/managed-by" "helm.sh/chart" }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Labels of a pod: those of the component, of everything, and its own; none of them can hide a selector. */}}
{{- define "understudy.podLabels" -}}
{{- $values := index .root.Values .component -}}
{{- $own := omit (mergeOverwrite (deepCopy .root.Values.commonLabels) $values.podLabels) "app.kubernetes.io/name" "app.kubernetes.io/instance" "app.kubernetes.io/component" "app.kubernetes.io/version" -}}
{{ include "understudy.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
{{- with $own }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "understudy.serviceAccountName" -}}
{{- $account := (index .root.Values .component).serviceAccount -}}
{{- if $account.create -}}
{{- $account.name | default (include "understudy.componentName" .) -}}
{{- else -}}
{{- $account.name | default "default" -}}
{{- end -}}
{{- end -}}

{{/* Reference of an image. Wants root and image; a digest goes before a tag. */}}
{{- define "understudy.image" -}}
{{- $shared := .root.Values.image -}}
{{- $registry := .image.registry | default $shared.registry -}}
{{- $name := .image.repository -}}
{{- if $registry -}}{{- $name = printf "%s/%s" (trimSuffix "/" $registry) $name -}}{{- end -}}
{{- if .image.digest -}}
{{- printf "%s@%s" $name .image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name (.image.tag | default $shared.tag | default .root.Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{/* The worker's image as YAML: what it does not say is as the transform API's; another repository or tag is no longer that digest. */}}
{{- define "understudy.workerImage" -}}
{{- $own := .Values.worker.image -}}
{{- $base := .Values.transform.image -}}
registry: {{ $own.registry | default $base.registry | quote }}
repository: {{ $own.repository | default $base.repository | quote }}
tag: {{ $own.tag | default $base.tag | quote }}
digest: {{ $own.digest | default (ternary "" $base.digest (or (ne $own.repository "") (ne $own.tag ""))) | quote }}
pullPolicy: {{ $own.pullPolicy | default $base.pullPolicy | quote }}
{{- end -}}

{{/* Address of a component's Service inside the cluster. */}}
{{- define "understudy.url" -}}
http://{{ include "understudy.componentName" . }}.{{ .root.Release.Namespace }}.svc.{{ .root.Values.clusterDomain }}:{{ include "understudy.port" . }}
{{- end -}}

{{/* The port that a component listens on; its Service has the same, but for the scheduler's. */}}
{{- define "understudy.port" -}}
{{- get (dict "scheduler" "8080" "transform" "8081" "loader" "8082") .component -}}
{{- end -}}

{{/* The port of health and metrics; no Service has it. */}}
{{- define "understudy.managementPort" -}}
{{- get (dict "scheduler" "9000" "transform" "9001" "loader" "9002") .component -}}
{{- end -}}

{{/* Kubernetes version without what a vendor adds to it. */}}
{{- define "understudy.kubeVersion" -}}
{{- regexFind "^v?[0-9]+\\.[0-9]+" .Capabilities.KubeVersion.Version | trimPrefix "v" }}.0
{{- end -}}
