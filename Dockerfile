# One image for every stage: docker run revue ingest | enrich | index | search | …
FROM eclipse-temurin:25-jdk AS build
RUN apt-get update && apt-get install -y --no-install-recommends maven && rm -rf /var/lib/apt/lists/*
# Maven trusts what the image itself trusts, also where a proxy has an authority of its own.
COPY <<JAVA /tmp/Trust.java
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

void main(String[] args) throws Exception {
  var trust = KeyStore.getInstance("PKCS12");
  trust.load(null, null);
  try (var bundle = new FileInputStream(args[0])) {
    for (var authority : CertificateFactory.getInstance("X.509").generateCertificates(bundle)) {
      trust.setCertificateEntry("ca-" + trust.size(), authority);
    }
  }
  try (var out = new FileOutputStream(args[1])) {
    trust.store(out, "changeit".toCharArray());
  }
}
JAVA
RUN java /tmp/Trust.java /etc/ssl/certs/ca-certificates.crt /tmp/trust.p12
ENV MAVEN_OPTS="-Djavax.net.ssl.trustStore=/tmp/trust.p12 -Djavax.net.ssl.trustStorePassword=changeit"
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -q -B -DskipTests -Djacoco.skip -Dspotless.check.skip -pl cli,embedded -am package

FROM eclipse-temurin:25-jre
# What the first start makes up (passwords) and what stages share; owned by the user that Elasticsearch runs as, too.
RUN mkdir -p /var/lib/revue/secrets /var/lib/revue/sources /var/lib/revue/catalogs /var/lib/revue/state && chown -R 1000:0 /var/lib/revue
# The embedded servers stay behind: they are for the demo and for tests.
COPY --from=build /src/cli/target/revue/lib /opt/revue/lib
USER 1000:0
ENV REVUE_LOG_FORMAT=json REVUE_HTTP_HOST=0.0.0.0 REVUE_HTTP_PORT=9100 REVUE_SEARCH_HOST=0.0.0.0
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Dsun.net.httpserver.nodelay=true", "-cp", "/opt/revue/lib/*", "dev.revue.cli.Revue"]
