package dev.revue.cli.dlq;

import dev.revue.common.kafka.DeadLetter;
import dev.revue.common.kafka.LetterId;
import dev.revue.common.topic.Topic;
import java.util.HashSet;
import java.util.Set;

/// Which letters a redrive sends, and which it leaves and why.
public final class Choice {
  private static final Set<String> STAGES = Set.of("enrich", "fold", "embed", "index");

  private final Set<LetterId> chosen = new HashSet<>();
  private final Set<LetterId> sent;
  private final Filter filter;
  private final int mostAttempts;
  private int alreadySent;
  private int tooOften;
  private int ofIngest;
  private int ofNobody;

  private Choice(Set<LetterId> sent, Filter filter, int mostAttempts) {
    this.sent = sent;
    this.filter = filter;
    this.mostAttempts = mostAttempts;
  }

  /// @param mostAttempts letters on which a stage has given up that often stay
  public static Choice of(Letters letters, Filter filter, int mostAttempts) {
    var choice = new Choice(letters.sentBack(), filter, mostAttempts);
    letters.each(choice::consider);
    return choice;
  }

  public int size() {
    return chosen.size();
  }

  boolean has(DeadLetter letter) {
    return chosen.contains(letter.id());
  }

  /// What stays and why; empty where nothing does.
  public String left() {
    var left = new StringBuilder();
    say(left, alreadySent, "sent back before");
    say(left, tooOften, "given up on %d times or more (--max-attempts)".formatted(mostAttempts));
    say(left, ofIngest, "of ingest, whose links the next crawl finds again");
    say(left, ofNobody, "of no stage that takes letters back");
    return left.toString();
  }

  private static void say(StringBuilder left, int letters, String why) {
    if (letters == 0) return;
    left.append(left.isEmpty() ? "left: " : ", ").append(letters).append(' ').append(why);
  }

  private boolean consider(DeadLetter letter) {
    if (!filter.admits(letter)) return true;
    if (sent.contains(letter.id())) alreadySent++;
    else if (letter.stage().equals("ingest")) ofIngest++;
    else if (!STAGES.contains(letter.stage()) || !fits(letter)) ofNobody++;
    else if (letter.attempts() >= mostAttempts) tooOften++;
    else chosen.add(letter.id());
    return true;
  }

  private static boolean fits(DeadLetter letter) {
    int partition = letter.origin().partition();
    return partition >= 0 && partition < Topic.REDRIVE.partitions();
  }
}
