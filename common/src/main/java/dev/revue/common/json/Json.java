package dev.revue.common.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.revue.common.event.Version;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// The one JSON mapping of events: snake_case, absent instead of null, ISO times; readers ignore
/// what they do not know. Thread-safe.
public final class Json {
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .changeDefaultPropertyInclusion(i ->
              i.withValueInclusion(JsonInclude.Include.NON_EMPTY)
                  .withContentInclusion(JsonInclude.Include.ALWAYS))
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .addModule(
              new SimpleModule("revue")
                  .addSerializer(Version.class, new VersionWriter())
                  .addDeserializer(Version.class, new VersionReader()))
          .build();

  private Json() {}

  public static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /// @throws JacksonException where the bytes are not JSON of that shape
  public static <T> T read(byte[] bytes, Class<T> type) {
    return MAPPER.readValue(bytes, type);
  }

  private static final class VersionWriter extends ValueSerializer<Version> {
    @Override
    public void serialize(Version version, JsonGenerator out, SerializationContext context) {
      out.writeNumber(version.value());
    }
  }

  private static final class VersionReader extends ValueDeserializer<Version> {
    @Override
    public Version deserialize(JsonParser in, DeserializationContext context) {
      return new Version(in.getLongValue());
    }
  }
}
