package dev.revue.enrich.extract.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.revue.common.event.ReviewEvent.Rating;
import dev.revue.common.event.ReviewEvent.Review;
import dev.revue.enrich.extract.Pages;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Boxes in the manner of the review plugins and shop widgets of the web.
class PluginsTest {
  private static final String FIVE =
      "<i class='fa fa-star'></i><i class='fa fa-star'></i><i class='fa fa-star'></i><i class='fa fa-star'></i><i class='fa fa-star'></i>";

  private static @Nullable Rating ratingOf(String html) {
    List<Review> reviews = Pages.reviews(Pages.review(html));
    assertThat(reviews).hasSize(1);
    return reviews.getFirst().rating();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // a total and a bar of stars over one of empty ones
        "<div class=review-total-wrapper><span class=review-total-box>4.0</span><div class=review-total-star><div class=review-result-wrapper>"
            + FIVE
            + "<div class=review-result style='width:80%'>"
            + FIVE
            + "</div></div></div></div>",
        "<div class=review-box><div class=review-final-score><h3>80%</h3><h4>Good</h4></div></div>",
        "<div class=review-box><div class=review-final-score><span class='post-large-rate stars-large'><span style='width:80%'></span></span></div></div>",
        "<div class='yasr-overall-rating'><div class='yasr-rater-stars' data-rating='4' data-max-rating=5></div></div>",
        "<div class='elementor-star-rating' title='4/5'><i class='elementor-star-full'>&#xe934;</i><i class='elementor-star-full'>&#xe934;</i><i class='elementor-star-full'>&#xe934;</i><i class='elementor-star-full'>&#xe934;</i><i class='elementor-star-empty'>&#xe933;</i></div>",
        "<div class='star-img'><img src='/plugins/img/4star.png'></div>",
        "<div class='td-review-overall'><div class='td-rating'><i class='td-icon-star'></i><i class='td-icon-star'></i><i class='td-icon-star'></i><i class='td-icon-star'></i><i class='td-icon-star-empty'></i></div></div>",
        "<div class=hreview><span class=rating><span class=value>4</span> out of <span class=best>5</span></span></div>"
      })
  void theAuthorsBoxIsRead(String html) {
    Rating rating = ratingOf(html);
    assertThat(rating).isNotNull();
    assertThat(rating.score()).isCloseTo(80, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div class='kk-star-ratings'><div class='kksr-stars' data-score='4.2' data-best=5><div class='kksr-star' style='width:84%'></div></div></div>",
        "<div class='yasr-visitor-votes'><div class='yasr-rater-stars' data-rating='4.2' data-max-rating=5></div></div>",
        "<div class='post-ratings'><img src='/img/rating_on.gif' alt='4 votes, average: 4.50 out of 5'></div>",
        "<div class='trustpilot-widget' data-score='4.5'><span class=stars title='4.5 out of 5'></span></div>",
        "<div class='bv-rating-ratio'><span class='bv-rating' aria-label='4.3 out of 5 stars'></span></div>",
        "<div class='yotpo bottomLine'><span class='yotpo-stars' title='4.7 out of 5'></span></div>",
        "<div class='jdgm-widget'><div class='jdgm-rev'><span class='jdgm-rev__rating' data-score='5' aria-label='5 out of 5 stars'></span></div></div>",
        "<div class='woocommerce-product-rating'><div class='star-rating' title='Rated 4.00 out of 5'><span style='width:80%'></span></div></div>",
        "<div class='comment-rating'><div class=star-rating><span style='width:80%'></span></div></div>",
        "<div class='testimonials'><p class=stars>★★★★★</p></div>",
        "<div class='rmp-rating-widget'><ul class='rmp-rating-widget__icons'><li class='rmp-icon star' data-value=4 data-max=5></li></ul></div>",
        "<div class='related-posts'><div class=score>8/10</div></div>"
      })
  void theReadersBoxIsNot(String html) {
    Rating rating = ratingOf(html);
    assertThat(rating == null || rating.score() == null).as(html + " gave " + rating).isTrue();
  }
}
