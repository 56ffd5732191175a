package dev.revue.search.page;

import dev.revue.search.page.generated.JtehomeGenerated;
import dev.revue.search.page.generated.JteitemGenerated;
import dev.revue.search.page.generated.JteproblemGenerated;
import dev.revue.search.page.generated.JteresultsGenerated;
import dev.revue.search.page.generated.JtereviewGenerated;
import dev.revue.search.query.SearchRequest;
import dev.revue.search.result.Hits;
import dev.revue.search.result.ItemPage;
import dev.revue.search.result.Landing;
import dev.revue.search.result.Review;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.function.Consumer;

/// Renders each page as HTML. The templates are called as the Java that they are, so that a
/// template and its page cannot disagree.
public final class Pages {
  private final Assets assets;

  public Pages(Assets assets) {
    this.assets = assets;
  }

  public String home(Landing landing) {
    return html(out -> JtehomeGenerated.render(out, null, frame("", ""), landing));
  }

  public String results(SearchRequest request, Hits hits) {
    String title = request.text().isEmpty() ? "All reviews" : request.text();
    return html(
        out -> JteresultsGenerated.render(out, null, frame(title, request.text()), request, hits));
  }

  public String item(ItemPage item, int page) {
    String title = Words.titled(item.item().title(), item.item().year());
    return html(out -> JteitemGenerated.render(out, null, frame(title, ""), item, page));
  }

  public String review(Review review) {
    return html(out -> JtereviewGenerated.render(out, null, frame(review.name(), ""), review));
  }

  /// What went wrong and what may help, in words.
  public String problem(int status, String headline, String help) {
    return html(
        out -> JteproblemGenerated.render(out, null, frame(headline, ""), status, headline, help));
  }

  private Frame frame(String title, String text) {
    return new Frame(title, text, assets);
  }

  private static String html(Consumer<HtmlTemplateOutput> template) {
    var text = new StringOutput(16_384);
    template.accept(new OwaspHtmlTemplateOutput(text));
    return text.toString();
  }
}
