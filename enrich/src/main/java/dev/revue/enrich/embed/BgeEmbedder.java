package dev.revue.enrich.embed;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/// `bge-small-en-v1.5`, quantised, in this process: English, 512 tokens, one core while it works.
///
/// Queries are embedded with the model's own opening, `Represent this sentence for searching
/// relevant passages: `; reviews without.
public final class BgeEmbedder implements Embedder {
  private static final String MODEL = "/bge-small-en-v1.5-q.onnx";
  private static final String TOKENS = "/bge-small-en-v1.5-q-tokenizer.json";
  private static final int MOST_TOKENS = 512;

  private @Nullable Model model;

  /// What is native, and a second's work to load.
  private record Model(OrtSession session, WordPieces pieces) {
    OrtEnvironment environment() {
      return OrtEnvironment.getEnvironment();
    }
  }

  @Override
  public boolean reads(String language) {
    return language.equals("en");
  }

  @Override
  public float[] embed(String text) {
    Model model = model();
    long[] tokens = model.pieces.of(text, MOST_TOKENS);
    long[] ones = new long[tokens.length];
    Arrays.fill(ones, 1);
    var inputs = new HashMap<String, OnnxTensor>();
    try {
      inputs.put("input_ids", tensor(model, tokens));
      inputs.put("attention_mask", tensor(model, ones));
      inputs.put("token_type_ids", tensor(model, new long[tokens.length]));
      try (OrtSession.Result result = model.session.run(inputs)) {
        return normal(
            ((float[][][]) result.get(0).getValue())[0][0]); // the first token speaks for all
      }
    } catch (OrtException e) {
      throw new IllegalStateException("the embedding model failed", e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() {
    if (model == null) return;
    try {
      model.session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Loaded when the first text comes: many sites have no English review.
  private Model model() {
    if (model == null) model = load();
    return model;
  }

  private static Model load() {
    try (InputStream file = resource(MODEL);
        InputStream tokens = resource(TOKENS);
        var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1); // the other cores are for the stages
      options.setInterOpNumThreads(1);
      var session = OrtEnvironment.getEnvironment().createSession(file.readAllBytes(), options);
      return new Model(session, WordPieces.read(tokens));
    } catch (IOException | OrtException | LinkageError e) {
      throw new IllegalStateException(
          "the embedding model cannot be loaded here (%s); REVUE_ENRICH_EMBEDDINGS=off does without"
              .formatted(e.getCause() == null ? e : e.getCause()),
          e);
    }
  }

  private static OnnxTensor tensor(Model model, long[] values) throws OrtException {
    return OnnxTensor.createTensor(model.environment(), new long[][] {values});
  }

  private static float[] normal(float[] vector) {
    double square = 0;
    for (float x : vector) square += (double) x * x;
    float[] out = new float[vector.length];
    for (int i = 0; i < out.length; i++) out[i] = (float) (vector[i] / Math.sqrt(square));
    return out;
  }

  private static InputStream resource(String name) throws FileNotFoundException {
    InputStream in = BgeEmbedder.class.getResourceAsStream(name);
    if (in == null) throw new FileNotFoundException(name + " is not on the class path");
    return in;
  }
}
