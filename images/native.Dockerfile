# A service as a native binary. After ./understudy build --native (with --container on another system than Linux), in the checkout:
#   docker build -f images/native.Dockerfile --build-arg SERVICE=transform -t understudy/transform:native .
ARG BASE=quay.io/quarkus/quarkus-distroless-image:2.0

FROM $BASE
ARG SERVICE
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Understudy $SERVICE" \
      org.opencontainers.image.description="Masks production data for test environments" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION"
COPY --chmod=555 ${SERVICE}-service/target/*-runner /understudy/service
WORKDIR /understudy
USER 65532:65532
EXPOSE 8080 9000
ENTRYPOINT ["/understudy/service", "-XX:MaximumHeapSizePercent=70"]
