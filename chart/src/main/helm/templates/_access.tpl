{{/* Name of the Secret with the scheduler's token for the other services, and its hash: the user's or the chart's own. */}}
{{- define "understudy.serviceTokenSecret" -}}
{{- .Values.access.serviceToken.secret.name | default (printf "%s-service-token" (include "understudy.fullname" .)) -}}
{{- end -}}

{{/* Name of the Secret with the hashes of people's tokens; "" if only the OpenID Connect provider knows people. */}}
{{- define "understudy.tokensSecret" -}}
{{- if .Values.access.tokens.secret.name -}}
{{- .Values.access.tokens.secret.name -}}
{{- else if eq .Values.access.type "tokens" -}}
{{- include "understudy.fullname" . }}-tokens
{{- end -}}
{{- end -}}

{{/* Whom the scheduler knows, and what it shows the other services. */}}
{{- define "understudy.schedulerAccessEnv" -}}
{{- $access := .Values.access -}}
{{- $files := list -}}
{{- if include "understudy.tokensSecret" . }}{{ $files = append $files "/etc/understudy/access/tokens" }}{{ end -}}
{{- $files = append $files "/etc/understudy/access/service-tokens" -}}
- name: UNDERSTUDY_ACCESS_TYPE
  value: {{ $access.type }}
- name: UNDERSTUDY_ACCESS_TOKEN_FILES
  value: {{ join "," $files }}
- name: UNDERSTUDY_ACCESS_SERVICE_TOKEN_FILE
  value: /etc/understudy/access/service-token
{{- if eq $access.type "oidc" }}
{{- $oidc := $access.oidc }}
{{- if not (concat $oidc.viewerGroups $oidc.operatorGroups) }}
{{- fail "access.oidc.operatorGroups: expected the groups of who may start runs, found nothing; set it, or viewerGroups" }}
{{- end }}
- name: UNDERSTUDY_ACCESS_OIDC_AUTH_SERVER_URL
  value: {{ required "access.oidc.authServerUrl: expected the base URL of the OpenID Connect provider, found nothing; set it, or choose another access.type" $oidc.authServerUrl | quote }}
- name: UNDERSTUDY_ACCESS_OIDC_AUDIENCE
  value: {{ required "access.oidc.audience: expected what tokens for this API have in their claim aud, found nothing; set it" (join "," $oidc.audience) | quote }}
- name: UNDERSTUDY_ACCESS_OIDC_CLIENT_ID
  value: {{ $oidc.clientId | quote }}
- name: UNDERSTUDY_ACCESS_OIDC_ROLES_CLAIM
  value: {{ $oidc.rolesClaim | quote }}
{{- with $oidc.viewerGroups }}
- name: UNDERSTUDY_ACCESS_OIDC_VIEWER_GROUPS
  value: {{ include "understudy.words" . | quote }}
{{- end }}
{{- with $oidc.operatorGroups }}
- name: UNDERSTUDY_ACCESS_OIDC_OPERATOR_GROUPS
  value: {{ include "understudy.words" . | quote }}
{{- end }}
{{- with $oidc.clientSecret.name }}
- name: UNDERSTUDY_ACCESS_OIDC_CLIENT_SECRET
  valueFrom:
    secretKeyRef:
      name: {{ . }}
      key: {{ $oidc.clientSecret.key }}
{{- end }}
{{- end }}
{{- end -}}

{{/* A list as one value of a setting; a comma in a word is no end of it. */}}
{{- define "understudy.words" -}}
{{- $words := list -}}
{{- range . }}{{ $words = append $words (. | replace "\\" "\\\\" | replace "," "\\,") }}{{ end -}}
{{- join "," $words -}}
{{- end -}}

{{/* Of the transform API and the loader: they know the scheduler, by the hash of its token. */}}
{{- define "understudy.serviceAccessEnv" -}}
- name: UNDERSTUDY_ACCESS_TYPE
  value: tokens
- name: UNDERSTUDY_ACCESS_TOKEN_FILES
  value: /etc/understudy/access/service-tokens
{{- end -}}

{{- define "understudy.schedulerAccessVolume" -}}
{{- $secret := .Values.access.serviceToken.secret -}}
- name: access
  projected:
    defaultMode: 0444
    sources:
      - secret:
          name: {{ include "understudy.serviceTokenSecret" . }}
          items:
            - {key: {{ $secret.tokenKey | quote }}, path: service-token}
            - {key: {{ $secret.hashesKey | quote }}, path: service-tokens}
      {{- with include "understudy.tokensSecret" . }}
      - secret:
          name: {{ . }}
          items: [{key: {{ $.Values.access.tokens.secret.key | quote }}, path: tokens}]
      {{- end }}
{{- end -}}

{{/* The hash only. */}}
{{- define "understudy.serviceAccessVolume" -}}
- name: access
  secret:
    secretName: {{ include "understudy.serviceTokenSecret" . }}
    defaultMode: 0444
    items: [{key: {{ .Values.access.serviceToken.secret.hashesKey | quote }}, path: service-tokens}]
{{- end -}}

{{- define "understudy.accessMount" -}}
- name: access
  mountPath: /etc/understudy/access
  readOnly: true
{{- end -}}
