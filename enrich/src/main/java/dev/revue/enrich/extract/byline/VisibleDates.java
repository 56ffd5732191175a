package dev.revue.enrich.extract.byline;

import dev.revue.enrich.extract.byline.Scan.Hint;
import dev.revue.enrich.extract.byline.Scan.Line;
import dev.revue.enrich.extract.content.PageKind;
import dev.revue.enrich.extract.markup.Texts;
import dev.revue.enrich.extract.text.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/// Dates that a reader sees near the headline. Dates of events, of other posts, of changes and of
/// copyrights are not when a page was published.
final class VisibleDates {
  private static final int BEFORE = -400;
  private static final int NEAR = 1_000;
  private static final int LINE = 120;
  private static final int LONGEST_NAMES = 120;

  /// So many dates in elements of one shape are a list of other pages.
  private static final int LISTED = 3;

  private static final String[] CHANGED = {
    "updated", "modified", "revised", "edited", "aktualisiert", "geändert", "mis à jour",
    "modifié", "actualizado", "aggiornato", "atualizado", "bijgewerkt", "uppdaterad", "oppdatert",
    "opdateret", "zaktualizowan", "aktualizov", "güncelle", "päivitetty", "обновлено"
  };
  private static final String[] PUBLISHED = {
    "publish", "posted", "veröffentlicht", "erschienen", "publié", "publicado", "pubblicato",
    "gepubliceerd", "publicerad", "publisert", "udgivet", "opublikowan", "vydáno", "yayın",
    "julkaistu", "опубликовано"
  };
  private static final String[] OTHER = {
    "copyright",
    "©",
    "register",
    "deadline",
    "joined",
    "since",
    "expires",
    "valid",
    "ends",
    "starts",
    "event",
    "member",
    "delivery",
    "arrives",
    "release date",
    "born",
    "died",
    "until",
    "released",
    "in theaters",
    "in cinemas",
    "kinostart",
    "sortie",
    "estreno",
    "uscita",
    "birthday",
    "anniversary",
    "conference",
    "webinar",
    "checked",
    "access",
    "retrieved"
  };

  private VisibleDates() {}

  /// Adds the date of publication that stands nearest to the headline, if any; returns the date of
  /// the last change, if one is said. Where a page says by its headline only when it was updated,
  /// it stands under that date: the least certain of all.
  static @Nullable String read(
      List<Candidate<String>> all, Scan scan, PageKind kind, DateOrder order) {
    String changed = hinted(all, scan, kind, order);
    boolean list = kind == PageKind.OTHER || kind == PageKind.LIST;
    if (!all.isEmpty() || (list && listed(scan, order))) return changed;
    Candidate<String> updated = null;
    for (Line line : scan.lines()) {
      int behind = scan.behind(line.at());
      if (behind < BEFORE || behind > NEAR || line.text().length() > LINE) continue;
      String iso = Dates.find(line.text(), order);
      if (iso == null) continue;
      String lower = line.text().toLowerCase(Locale.ROOT);
      boolean published = has(lower, PUBLISHED);
      if (has(lower, CHANGED) && !published) {
        if (changed == null) changed = iso;
        if (updated == null) updated = new Candidate<>(iso, 0.5, "text", line.text());
        continue;
      }
      if (hasWord(lower, OTHER)) continue;
      all.add(new Candidate<>(iso, published ? 0.68 : 0.55, "text", line.text()));
      break;
    }
    if (all.isEmpty() && updated != null) all.add(updated);
    return changed;
  }

  /// True of pages that say when several others were published.
  private static boolean listed(Scan scan, DateOrder order) {
    Set<String> days = new HashSet<>();
    for (Line line : scan.lines()) {
      if (line.text().length() > LINE) continue;
      String iso = Dates.find(line.text(), order);
      if (iso != null && days.add(iso) && days.size() >= LISTED) return true;
    }
    return false;
  }

  private static @Nullable String hinted(
      List<Candidate<String>> all, Scan scan, PageKind kind, DateOrder order) {
    List<Found> found = new ArrayList<>();
    String changed = null;
    for (Hint hint : scan.dates()) {
      Found one = found(hint, scan.behind(hint.at()), order);
      if (one == null) continue;
      if (one.role == Role.CHANGED && changed == null) changed = one.iso;
      found.add(one);
    }
    boolean forum = kind == PageKind.FORUM;
    Map<String, Integer> shapes = new HashMap<>();
    for (Found one : found) shapes.merge(one.shape, 1, Integer::sum);
    Found best = null;
    for (Found one : found) {
      if (one.role == Role.CHANGED || one.role == Role.OTHER || one.behind < BEFORE) continue;
      boolean near = one.behind <= NEAR;
      if (!near && !forum && one.role != Role.PUBLISHED) continue;
      boolean listed = shapes.getOrDefault(one.shape, 0) >= LISTED && !forum;
      if (listed) continue;
      if (best == null || one.confidence() > best.confidence()) best = one;
    }
    if (best != null) all.add(new Candidate<>(best.iso, best.confidence(), "dom", best.evidence));
    return changed;
  }

  private static @Nullable Found found(Hint hint, int behind, DateOrder order) {
    Element e = hint.element();
    String text = Texts.of(e, LINE + 1);
    boolean time = e.normalName().equals("time");
    String value =
        e.hasAttr("datetime")
            ? e.attr("datetime")
            : e.hasAttr("content") ? e.attr("content") : e.hasAttr("title") ? e.attr("title") : "";
    String iso = Dates.iso(value, order);
    if (iso == null && text.length() <= LINE) iso = Dates.find(text, order);
    if (iso == null) return null;
    String said = around(e, hint.names()) + " " + text.toLowerCase(Locale.ROOT);
    Role role = Role.PLAIN;
    boolean published = has(said, PUBLISHED) || e.hasAttr("pubdate");
    boolean ownChange = has(hint.names(), CHANGED) && !has(hint.names(), PUBLISHED);
    if (ownChange || (has(said, CHANGED) && !published)) role = Role.CHANGED;
    else if (hasWord(said, OTHER)) role = Role.OTHER;
    else if (published) role = Role.PUBLISHED;
    return new Found(iso, role, time, behind, shape(e), value.isEmpty() ? text : value);
  }

  /// The names of an element and of what holds it, and the words before it.
  private static String around(Element element, String names) {
    Element parent = element.parent();
    if (parent == null) return names;
    String before = Texts.own(parent, LINE + 1);
    String own = before.length() > LINE ? "" : before.toLowerCase(Locale.ROOT);
    return names + " " + names(parent).toLowerCase(Locale.ROOT) + " " + own;
  }

  private static String shape(Element element) {
    var out = new StringBuilder();
    Element e = element;
    for (int i = 0; i < 3 && e != null; i++, e = e.parent())
      out.append(e.normalName()).append('.').append(names(e)).append(' ');
    return out.toString();
  }

  private static String names(Element element) {
    String names = element.className();
    return names.length() > LONGEST_NAMES ? names.substring(0, LONGEST_NAMES) : names;
  }

  private static boolean has(String lower, String[] words) {
    for (String word : words) if (lower.contains(word)) return true;
    return false;
  }

  private static boolean hasWord(String lower, String[] words) {
    for (String word : words) {
      int at = lower.indexOf(word);
      int end = at + word.length();
      if (at < 0 || (at > 0 && Character.isLetter(lower.charAt(at - 1)))) continue;
      if (end == lower.length() || !Character.isLetter(lower.charAt(end))) return true;
    }
    return false;
  }

  private enum Role {
    PLAIN,
    PUBLISHED,
    CHANGED,
    OTHER
  }

  private record Found(
      String iso, Role role, boolean time, int behind, String shape, String evidence) {
    double confidence() {
      boolean near = behind <= NEAR;
      if (role == Role.PUBLISHED) return near ? 0.72 : 0.55;
      return time ? 0.62 : 0.56;
    }
  }
}
