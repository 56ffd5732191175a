package dev.revue.cli.doctor;

import dev.revue.cli.doctor.Finding.Right;
import dev.revue.cli.doctor.Finding.Wrong;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import tools.jackson.databind.JsonNode;

/// Whether Elasticsearch answers under its address, is one that Revue is made for, and lets us in.
record ElasticReach(Elastic elastic) implements Check {
  private static final int MAJOR = 9;

  /// The contract's setting `exclude_source_vectors` came with it.
  private static final int LEAST_MINOR = 2;

  @Override
  public String subject() {
    return "Elasticsearch at " + elastic.address();
  }

  @Override
  public String remedyIfLate() {
    return "check that it runs, that no firewall is between, and REVUE_ELASTICSEARCH_URL";
  }

  @Override
  public List<Finding> look() throws IOException {
    if (elastic.settings().url().getUserInfo() != null) {
      return List.of(
          new Wrong(
              "the address " + elastic.address() + " carries a user name, which is not used",
              "set REVUE_ELASTICSEARCH_USERNAME and REVUE_ELASTICSEARCH_PASSWORD_FILE instead"));
    }
    try {
      InetAddress.getByName(elastic.settings().url().getHost());
      return List.of(judged(elastic.get("/")));
    } catch (IOException e) {
      return List.of(unreached(e));
    }
  }

  private Finding judged(Elastic.Answer answer) {
    String where = subject();
    if (answer.status() == 401) {
      return new Wrong(where + " refuses who we are (401)", credentials());
    }
    if (answer.status() == 403) {
      return new Wrong(
          where + " knows us, but does not let us in (403)",
          "give user or key a role with the cluster privilege monitor: `revue setup` makes such users from REVUE_SETUP_INDEX_PASSWORD_FILE and REVUE_SETUP_SEARCH_PASSWORD_FILE");
    }
    if (answer.status() == 503 || answer.status() == 429) {
      return new Wrong(
          "%s is not ready (%d)".formatted(where, answer.status()),
          "wait until it has started; else look into its log");
    }
    JsonNode version = answer.body().path("version");
    String number = version.path("number").asString("");
    if (!answer.ok() || number.isEmpty()) {
      return new Wrong(
          "what answers at %s is not Elasticsearch (%d)"
              .formatted(elastic.address(), answer.status()),
          "correct REVUE_ELASTICSEARCH_URL");
    }
    if (version.has("distribution")) {
      return new Wrong(
          "%s is %s, not Elasticsearch"
              .formatted(elastic.address(), version.path("distribution").asString("")),
          "run Elasticsearch 9 there, or correct REVUE_ELASTICSEARCH_URL");
    }
    if (!made(number)) {
      return new Wrong(
          "%s is version %s; Revue needs %d.%d or a later %d.x"
              .formatted(where, number, MAJOR, LEAST_MINOR, MAJOR),
          "run Elasticsearch %d.x there, or correct REVUE_ELASTICSEARCH_URL".formatted(MAJOR));
    }
    return new Right(where + " answers, version " + number);
  }

  private static boolean made(String number) {
    String[] parts = number.split("[.-]");
    try {
      return parts.length > 1
          && Integer.parseInt(parts[0]) == MAJOR
          && Integer.parseInt(parts[1]) >= LEAST_MINOR;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private String credentials() {
    if (elastic.settings().apiKey().isPresent()) {
      return "correct REVUE_ELASTICSEARCH_API_KEY(_FILE): base64 of id:key, not expired";
    }
    if (elastic.settings().user().isPresent()) {
      return "correct REVUE_ELASTICSEARCH_USERNAME and REVUE_ELASTICSEARCH_PASSWORD(_FILE)";
    }
    return "set REVUE_ELASTICSEARCH_USERNAME and REVUE_ELASTICSEARCH_PASSWORD_FILE, or REVUE_ELASTICSEARCH_API_KEY_FILE";
  }

  private Finding unreached(IOException e) {
    String at = elastic.address();
    boolean tls = elastic.settings().url().getScheme().equals("https");
    if (caused(e, UnknownHostException.class)) {
      return new Wrong(
          "no address is known for host " + elastic.settings().url().getHost(),
          "correct REVUE_ELASTICSEARCH_URL, or the DNS entry");
    }
    if (caused(e, SSLHandshakeException.class)) {
      return new Wrong(
          "the certificate of %s is not trusted (%s)".formatted(at, innermost(e)),
          "set REVUE_ELASTICSEARCH_CA_FILE to the PEM file of the authority that signed it, and name the host as the certificate does");
    }
    if (caused(e, SSLException.class)) {
      return new Wrong(
          "%s does not speak TLS (%s)".formatted(at, innermost(e)),
          "set REVUE_ELASTICSEARCH_URL=" + at.replaceFirst("https", "http"));
    }
    if (caused(e, ConnectException.class)) {
      return new Wrong(
          "nothing listens at %s (%s)".formatted(at, innermost(e)),
          "start Elasticsearch, or correct REVUE_ELASTICSEARCH_URL");
    }
    if (!tls) {
      return new Wrong(
          "%s accepts the connection and closes it (%s)".formatted(at, innermost(e)),
          "if it speaks TLS, set REVUE_ELASTICSEARCH_URL="
              + at.replaceFirst("http", "https")
              + "; else correct REVUE_ELASTICSEARCH_URL");
    }
    return new Wrong("%s does not answer (%s)".formatted(at, innermost(e)), remedyIfLate());
  }

  private static boolean caused(Throwable e, Class<? extends Throwable> type) {
    return type.isInstance(e) || (e.getCause() != null && caused(e.getCause(), type));
  }

  private static String innermost(Throwable e) {
    if (e.getCause() != null) return innermost(e.getCause());
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
