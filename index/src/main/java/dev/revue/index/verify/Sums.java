package dev.revue.index.verify;

import dev.revue.common.event.ItemScore;

/// Counts and integer sums over one title's reviews, critics' and readers'.
public record Sums(Group critics, Group users) {
  static final Sums NONE = new Sums(Group.NONE, Group.NONE);

  /// @param sum of scores in hundredths of a point
  public record Group(long reviews, long rated, long sum) {
    static final Group NONE = new Group(0, 0, 0);

    Group plus(Group other) {
      return new Group(reviews + other.reviews, rated + other.rated, sum + other.sum);
    }

    @Override
    public String toString() {
      return reviews + " reviews (" + rated + " rated, sum " + sum + ")";
    }
  }

  static Sums of(ItemScore score) {
    return new Sums(group(score.critics()), group(score.users()));
  }

  Sums plus(Vote vote) {
    Integer score = vote.hundredths();
    var one = score == null ? new Group(1, 0, 0) : new Group(1, 1, score);
    return vote.byUser() ? new Sums(critics, users.plus(one)) : new Sums(critics.plus(one), users);
  }

  private static Group group(ItemScore.Tally tally) {
    return new Group(tally.reviews(), tally.rated(), tally.sum());
  }

  @Override
  public String toString() {
    return critics + " by critics and " + users + " by readers";
  }
}
