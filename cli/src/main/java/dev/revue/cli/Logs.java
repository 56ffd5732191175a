package dev.revue.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.revue.common.settings.Env;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/// Where log lines go: standard error until a command says otherwise.
public final class Logs {
  private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{0} - %msg%n";

  private Logs() {}

  /// How lines look.
  enum Format {
    PLAIN,
    JSON;

    static Format from(Env env) {
      String text = env.text("REVUE_LOG_FORMAT", "plain").strip();
      if (text.equals("json")) return JSON;
      if (!text.equals("plain"))
        env.mistake("REVUE_LOG_FORMAT='" + text + "' is not plain or json");
      return PLAIN;
    }
  }

  /// Lines on standard error, from INFO on.
  static void ofStage(Format format) {
    LoggerContext context = context();
    var console = new ConsoleAppender<ILoggingEvent>();
    console.setTarget("System.err");
    use(console, format == Format.JSON ? jsonLines(context) : plainLines(context), Level.INFO);
  }

  /// Only what the command itself says: a client that cannot connect would say so several times a
  /// second.
  static void ofCommand() {
    context().getLogger("org.apache.kafka").setLevel(Level.OFF);
  }

  /// Plain lines into a file; nothing on the terminal, which shows progress.
  public static void toFile(Path file) {
    var appender = new FileAppender<ILoggingEvent>();
    appender.setFile(file.toString());
    appender.setAppend(true);
    use(appender, plainLines(context()), Level.INFO);
  }

  private static void use(
      OutputStreamAppender<ILoggingEvent> appender, Encoder<ILoggingEvent> encoder, Level level) {
    LoggerContext context = context();
    appender.setContext(context);
    appender.setEncoder(encoder);
    encoder.start();
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    root.setLevel(level);
  }

  private static Encoder<ILoggingEvent> plainLines(LoggerContext context) {
    var plain = new PatternLayoutEncoder();
    plain.setContext(context);
    plain.setPattern(PATTERN);
    return plain;
  }

  private static Encoder<ILoggingEvent> jsonLines(LoggerContext context) {
    var json = new JsonEncoder();
    json.setContext(context);
    json.setWithFormattedMessage(true);
    json.setWithMessage(false);
    json.setWithArguments(false);
    json.setWithContext(false);
    json.setWithMDC(false);
    json.setWithSequenceNumber(false);
    json.setWithNanoseconds(false);
    return json;
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }
}
