# A service on the JVM, with the ahead-of-time caches that its JVM made of a training run. After ./understudy build, in the checkout:
#   docker build -f images/jvm.Dockerfile --build-arg SERVICE=transform -t understudy/transform .
# Both stages have the same JVM: a cache fits the one that made it, and the jars with the times that they have.
ARG JAVA=eclipse-temurin:25-jre-noble
ARG BASE=gcr.io/distroless/base-nossl-debian13:nonroot

FROM $JAVA AS training
WORKDIR /understudy
RUN chown 1000:1000 /understudy
# the training run starts a Postgres, which root may not
USER 1000:1000
COPY --chown=1000:1000 docs/examples docs/examples
COPY --chown=1000:1000 standalone/pom.xml standalone/pom.xml
COPY --chown=1000:1000 standalone/target/understudy-standalone.jar standalone/target/understudy-standalone.jar
COPY --chown=1000:1000 standalone/target/lib standalone/target/lib
COPY --chown=1000:1000 loader-service/target/quarkus-app loader-service/target/quarkus-app
COPY --chown=1000:1000 scheduler-service/target/quarkus-app scheduler-service/target/quarkus-app
COPY --chown=1000:1000 transform-service/target/quarkus-app transform-service/target/quarkus-app
# one cache for an image that is two things: a worker's is nearly as good for the API as its own
RUN find . -name '*.aot*' -delete && java -jar standalone/target/understudy-standalone.jar train \
  && mv transform-service/target/quarkus-app/worker.aot transform-service/target/quarkus-app/service.aot

FROM $BASE
ARG SERVICE
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Understudy $SERVICE" \
      org.opencontainers.image.description="Masks production data for test environments" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION"
COPY --from=training /opt/java/openjdk /opt/java/openjdk
COPY --from=training /understudy/${SERVICE}-service/target/quarkus-app /understudy
WORKDIR /understudy
USER 65532:65532
EXPOSE 8080 9000
ENTRYPOINT ["/opt/java/openjdk/bin/java", "-XX:AOTCache=/understudy/service.aot", "-Xlog:aot*=off", "-XX:MaxRAMPercentage=70", "-jar", "/understudy/quarkus-run.jar"]
