package dev.revue.index.contract;

import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import dev.revue.common.json.Json;
import dev.revue.index.contract.ElasticJson.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the index promises everyone who reads it: mapping, analysis and aliases, from the resources
/// of this module. Thread-safe.
public final class IndexContract {
  private static final String SETUP =
      "run `revue setup`, or start index with REVUE_INDEX_SETUP=true";

  private final ObjectNode settings;
  private final Map<IndexKind, ObjectNode> mappings;

  private IndexContract(ObjectNode settings, Map<IndexKind, ObjectNode> mappings) {
    this.settings = settings;
    this.mappings = mappings;
  }

  public static IndexContract load() {
    var mappings = new EnumMap<IndexKind, ObjectNode>(IndexKind.class);
    for (IndexKind kind : IndexKind.values()) mappings.put(kind, resource(kind.mapping()));
    return new IndexContract(resource("settings.json"), mappings);
  }

  public JsonNode mapping(IndexKind kind) {
    return of(kind);
  }

  /// What an index is made with, besides its mapping.
  public JsonNode settings() {
    return settings;
  }

  /// Semantic version of the contract: a new field is a minor one, anything else that a reader may
  /// notice a major one.
  public String version(IndexKind kind) {
    return version(of(kind));
  }

  /// Puts there what is missing: templates, first indices, aliases, new fields. It may be called
  /// again and at the same time by several processes; it never moves an alias.
  ///
  /// @throws IllegalStateException where Elasticsearch refuses, or what is there cannot become what
  ///   the contract says
  public void apply(Rest5Client client) {
    var elastic = new ElasticJson(client);
    for (IndexKind kind : IndexKind.values()) {
      applyTemplate(client, kind);
      Optional<String> write = target(elastic, kind.writeAlias());
      Optional<String> read = target(elastic, kind.readAlias());
      String index =
          write
              .or(() -> read)
              .or(() -> newest(elastic, kind))
              .orElseGet(() -> create(elastic, kind));
      addFields(elastic, kind, index);
      // Just created, both aliases came with it; looking again costs less than telling apart.
      if (write.isEmpty() && target(elastic, kind.writeAlias()).isEmpty()) {
        addAlias(elastic, index, kind.writeAlias(), writeAlias());
      }
      if (read.isEmpty() && target(elastic, kind.readAlias()).isEmpty()) {
        addAlias(elastic, index, kind.readAlias(), readAlias());
      }
    }
  }

  /// Puts there the template from which every index of that kind is made.
  public void applyTemplate(Rest5Client client, IndexKind kind) {
    new ElasticJson(client).demand("PUT", "/_index_template/" + kind.template(), template(kind));
  }

  /// Puts there the fields that an index of an older contract lacks.
  ///
  /// @throws IllegalStateException where what it has cannot become what the contract says
  public void addFields(Rest5Client client, IndexKind kind, String index) {
    addFields(new ElasticJson(client), kind, index);
  }

  /// The one index behind both aliases.
  ///
  /// @throws IllegalStateException where there is none, or searches and writes go elsewhere
  public static String liveIndex(Rest5Client client, IndexKind kind) {
    var elastic = new ElasticJson(client);
    List<String> read = behind(elastic, kind.readAlias());
    List<String> write = behind(elastic, kind.writeAlias());
    if (read.size() == 1 && read.equals(write)) return read.getFirst();
    throw new IllegalStateException(
        "alias %s is on %s and alias %s on %s: there must be one index behind both; `revue setup` makes what is missing"
            .formatted(kind.readAlias(), read, kind.writeAlias(), write));
  }

  private static List<String> behind(ElasticJson elastic, String alias) {
    Answer answer = elastic.call("GET", "/_alias/" + alias, null);
    if (answer.missing()) return List.of();
    if (!answer.ok()) throw new IllegalStateException("alias " + alias + ": " + answer.error());
    return List.copyOf(answer.body().propertyNames());
  }

  /// What is wrong with the mapping of one index, a line each.
  public List<String> drift(Rest5Client client, IndexKind kind, String index) {
    JsonNode answer = new ElasticJson(client).demand("GET", "/" + index + "/_mapping", null).body();
    return drift(index, answer.path(index).path("mappings"), kind);
  }

  /// What is wrong, a line each with its remedy; empty where the stage can write. A template that
  /// we may not look at counts as right: it matters to `apply` only.
  public List<String> check(Rest5Client client) {
    var elastic = new ElasticJson(client);
    var mistakes = new ArrayList<String>();
    for (IndexKind kind : IndexKind.values()) {
      Answer template = elastic.call("GET", "/_index_template/" + kind.template(), null);
      if (template.missing()) {
        mistakes.add("index template " + kind.template() + " is missing: " + SETUP);
      }
      checkReadAlias(elastic, kind, mistakes);
      checkWriteIndex(elastic, kind, mistakes);
    }
    return mistakes;
  }

  private void checkReadAlias(ElasticJson elastic, IndexKind kind, List<String> mistakes) {
    Answer alias = elastic.call("GET", "/_alias/" + kind.readAlias(), null);
    if (!alias.ok()) {
      mistakes.add("read alias " + kind.readAlias() + ": " + alias.error() + ": " + SETUP);
      return;
    }
    for (Map.Entry<String, JsonNode> index : alias.body().properties()) {
      JsonNode filter = index.getValue().path("aliases").path(kind.readAlias()).path("filter");
      if (filter.isMissingNode()) {
        mistakes.add(
            "read alias %s on %s has no filter, so removed documents show: delete the alias and %s"
                .formatted(kind.readAlias(), index.getKey(), SETUP));
      }
    }
  }

  private void checkWriteIndex(ElasticJson elastic, IndexKind kind, List<String> mistakes) {
    Answer answer = elastic.call("GET", "/" + kind.writeAlias() + "/_mapping", null);
    if (!answer.ok()) {
      mistakes.add("write alias " + kind.writeAlias() + ": " + answer.error() + ": " + SETUP);
      return;
    }
    for (Map.Entry<String, JsonNode> index : answer.body().properties()) {
      if (index.getKey().equals(kind.writeAlias())) {
        mistakes.add(
            "%s is an index, not an alias: delete it and %s".formatted(index.getKey(), SETUP));
      }
      mistakes.addAll(drift(index.getKey(), index.getValue().path("mappings"), kind));
    }
  }

  private List<String> drift(String index, JsonNode there, IndexKind kind) {
    var mistakes = new ArrayList<String>();
    String remedy =
        "; a new field comes with `revue setup`, another type with `revue reindex start`";
    for (String difference : Mappings.missing(of(kind), there)) {
      mistakes.add("mapping of " + index + ": " + difference + remedy);
    }
    String version = version(there);
    if (!major(version).equals(major(version(kind)))) {
      mistakes.add(
          "mapping of %s is contract version %s, this stage writes %s: run `revue reindex start`"
              .formatted(index, version.isEmpty() ? "unknown" : version, version(kind)));
    }
    return mistakes;
  }

  private ObjectNode template(IndexKind kind) {
    ObjectNode template = resource("template.json");
    template.putArray("index_patterns").add(kind.pattern());
    ObjectNode content = (ObjectNode) template.path("template");
    content.set("settings", settings);
    content.set("mappings", of(kind));
    return template;
  }

  private static Optional<String> target(ElasticJson elastic, String alias) {
    Answer answer = elastic.call("GET", "/_alias/" + alias, null);
    if (answer.missing()) return Optional.empty();
    if (!answer.ok()) throw new IllegalStateException("alias " + alias + ": " + answer.error());
    return writeIndex(answer.body(), alias);
  }

  private static Optional<String> writeIndex(JsonNode indices, String alias) {
    var names = new TreeSet<String>();
    for (Map.Entry<String, JsonNode> index : indices.properties()) {
      names.add(index.getKey());
      if (index.getValue().path("aliases").path(alias).path("is_write_index").asBoolean(false)) {
        return Optional.of(index.getKey());
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(names.last());
  }

  /// The index of the highest generation, where all aliases are gone.
  private static Optional<String> newest(ElasticJson elastic, IndexKind kind) {
    Answer answer = elastic.call("GET", "/" + kind.pattern() + "/_alias", null);
    return answer.body().propertyNames().stream()
        .filter(name -> kind.generation(name) > 0)
        .max(java.util.Comparator.comparingInt(kind::generation));
  }

  private String create(ElasticJson elastic, IndexKind kind) {
    String index = kind.index(1);
    ObjectNode body = Json.MAPPER.createObjectNode();
    ObjectNode aliases = body.putObject("aliases");
    aliases.set(kind.readAlias(), readAlias());
    aliases.set(kind.writeAlias(), writeAlias());
    Answer answer = elastic.call("PUT", "/" + index, body);
    boolean another = answer.error().contains("resource_already_exists_exception");
    if (!answer.ok() && !another) {
      throw new IllegalStateException("index " + index + " cannot be created: " + answer.error());
    }
    return index;
  }

  private void addFields(ElasticJson elastic, IndexKind kind, String index) {
    Answer answer = elastic.call("PUT", "/" + index + "/_mapping", of(kind));
    if (answer.ok()) return;
    throw new IllegalStateException(
        "the mapping of %s cannot become that of contract %s: %s; run `revue reindex start`"
            .formatted(index, version(kind), answer.error()));
  }

  private static void addAlias(ElasticJson elastic, String index, String alias, ObjectNode body) {
    elastic.demand("PUT", "/" + index + "/_alias/" + alias, body);
  }

  /// What the read alias is: a filter hides what was removed.
  public static ObjectNode readAlias() {
    return (ObjectNode) resource("aliases.json").path("read");
  }

  public static ObjectNode writeAlias() {
    return (ObjectNode) resource("aliases.json").path("write");
  }

  private ObjectNode of(IndexKind kind) {
    ObjectNode mapping = mappings.get(kind);
    if (mapping == null) throw new IllegalStateException("no mapping of " + kind);
    return mapping;
  }

  private static String version(JsonNode mapping) {
    return mapping.path("_meta").path("contract_version").asString("");
  }

  private static String major(String version) {
    return version.split("\\.", 2)[0];
  }

  private static ObjectNode resource(String name) {
    try (InputStream in = IndexContract.class.getResourceAsStream("/contract/" + name)) {
      if (in == null) throw new IllegalStateException("no resource contract/" + name);
      return (ObjectNode) Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("resource contract/" + name + " cannot be read", e);
    }
  }
}
