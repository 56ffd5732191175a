# The image of `revue render`: what revue:0.1.0 holds, and Debian's Chromium.
FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends chromium fonts-dejavu-core ca-certificates curl && rm -rf /var/lib/apt/lists/*
COPY --from=eclipse-temurin:25-jre /opt/java/openjdk /opt/java/openjdk
COPY --from=revue:0.1.0 /opt/revue/lib /opt/revue/lib
USER 1000:0
ENV REVUE_LOG_FORMAT=json REVUE_HTTP_HOST=0.0.0.0 REVUE_HTTP_PORT=9100
ENTRYPOINT ["/opt/java/openjdk/bin/java", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp", "/opt/revue/lib/*", "dev.revue.cli.Revue"]
