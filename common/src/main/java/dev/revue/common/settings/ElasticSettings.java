package dev.revue.common.settings;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where Elasticsearch is and who we are to it.
///
/// @param apiKey base64 `id:key`; goes before a user's password
/// @param ca PEM file of the authority that signed its certificate, where it is not a public one
public record ElasticSettings(
    URI url, Optional<String> apiKey, Optional<User> user, Optional<Path> ca) {

  public record User(String name, String password) {
    @Override
    public String toString() {
      return name; // a record would print the password
    }
  }

  public static ElasticSettings local(URI url) {
    return new ElasticSettings(url, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static ElasticSettings from(Env env) {
    URI url = env.uri("REVUE_ELASTICSEARCH_URL", URI.create("http://localhost:9200"));
    Optional<String> key = env.secret("REVUE_ELASTICSEARCH_API_KEY");
    Optional<String> name = env.text("REVUE_ELASTICSEARCH_USERNAME");
    Optional<String> password = env.secret("REVUE_ELASTICSEARCH_PASSWORD");
    if (name.isPresent() != password.isPresent()) {
      env.mistake(
          "REVUE_ELASTICSEARCH_USERNAME and REVUE_ELASTICSEARCH_PASSWORD(_FILE) go together: set both or none");
    }
    Optional<Path> ca = env.text("REVUE_ELASTICSEARCH_CA_FILE").map(Path::of);
    ca.filter(file -> !Files.isReadable(file))
        .ifPresent(file -> env.mistake("REVUE_ELASTICSEARCH_CA_FILE: cannot read " + file));
    Optional<User> user = name.flatMap(n -> password.map(p -> new User(n, p)));
    return new ElasticSettings(url, key, user, ca);
  }

  @Override
  public String toString() {
    return url + (apiKey.isPresent() ? " with an API key" : user.map(u -> " as " + u).orElse(""));
  }
}
