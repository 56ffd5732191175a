package dev.revue.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
  @ParameterizedTest
  @CsvSource({
    "windows-1252, '', '<p>‘caf\u00e9’', windows-1252",
    "UTF-8, '', '<p>‘caf\u00e9’', UTF-8",
    "windows-1252, 'text/html; charset=ISO-8859-1', '<p>‘caf\u00e9’', windows-1252",
    "ISO-8859-15, 'text/html; charset=iso-8859-15', '<p>€', ISO-8859-15",
    "UTF-8, 'text/html; charset=\"utf8\"', '<p>€', UTF-8",
    "ISO-8859-2, '', '<meta charset=iso-8859-2><p>\u0142', ISO-8859-2",
    "Shift_JIS, '', '<meta http-equiv=content-type content=\"text/html; charset=Shift_JIS\">映画', windows-31j",
    "GB18030, '', '<meta charset=gb2312><p>鎔€', GB18030",
    "x-windows-949, 'text/html;charset=ks_c_5601-1987', '<p>똠', x-windows-949",
    "UTF-8, '', '<meta charset=utf-16><p>‘caf\u00e9’', UTF-8",
    "UTF-8, 'text/html; charset=utf-16', '<p>‘caf\u00e9’', UTF-8",
    "UTF-8, 'text/html; charset=nonsense', '<p>‘caf\u00e9’', UTF-8",
    "UTF-8, 'text/html; charset=', '<p>‘caf\u00e9’', UTF-8",
    "windows-1252, '', '<!-- <meta charset=utf-8> --><meta charset=latin1><p>caf\u00e9', windows-1252",
    "ISO-8859-1, '', '<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><p>caf\u00e9', windows-1252",
    "UTF-8, '', '<?xml version=\"1.0\"?><rss><![CDATA[<meta charset=iso-8859-2>]]>‘caf\u00e9’', UTF-8",
    "UTF-16, 'text/html; charset=utf-8', '<p>‘caf\u00e9’', UTF-16BE",
    "UTF-16LE, '', '<p>‘caf\u00e9’', UTF-16LE",
    "UTF-16BE, '', '\n<p>‘caf\u00e9’', UTF-16BE",
    "UTF-32LE, 'text/html; charset=utf-8', '<p>‘caf\u00e9’', UTF-32LE",
    "UTF-32BE, '', '{\"a\": \"€\"}', UTF-32BE",
    "x-UTF-32LE-BOM, '', '<p>€', UTF-32LE",
    "x-UTF-32BE-BOM, '', '<p>€', UTF-32BE",
    "x-UTF-16LE-BOM, '', '<p>€', UTF-16LE",
    "IBM037, '', '<?xml version=\"1.0\" encoding=\"cp037\"?><rss/>', IBM037",
    "UTF-8, '', '', UTF-8",
    "UTF-8, '', '<', UTF-8",
  })
  void textIsReadAsBrowsersReadIt(String written, String type, String text, String charset)
      throws Exception {
    Text read = Text.decode(text.getBytes(written), type);
    assertThat(read.text()).isEqualTo(text);
    assertThat(read.charset().name()).isEqualTo(charset);
  }

  @Test
  void aByteOrderMarkComesBeforeWhatTheHeaderSays() {
    byte[] marked = "\uFEFFcafé".getBytes(StandardCharsets.UTF_8);
    assertThat(Text.decode(marked, "text/html; charset=iso-8859-1").text()).isEqualTo("café");
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252, 'Der Film ist für die größte Bühne gemacht, aber überzeugt nicht jeden.'",
    "windows-1252, 'Un film très réussi, où le héros s’ennuie à Noël – à voir.'",
    "windows-1252, 'café'",
    "windows-1252, 'Señor Peña vivió en la montaña y murió allí.'",
    "windows-1251, 'Новый фильм режиссёра рассказывает о жизни в маленьком городе у моря.'",
    "KOI8-R, 'Новый фильм режиссёра рассказывает о жизни в маленьком городе у моря.'",
    "windows-1253, 'Η νέα ταινία του σκηνοθέτη αφηγείται τη ζωή σε μια μικρή πόλη δίπλα στη θάλασσα.'",
    "windows-1255, 'הסרט החדש של הבמאי מספר על החיים בעיר קטנה ליד הים ועל אנשים שגרים בה.'",
    "windows-31j, 'この映画は海辺の小さな町の生活を描いた監督の新しい作品です。'",
    "EUC-JP, 'この映画は海辺の小さな町の生活を描いた監督の新しい作品です。'",
    "ISO-2022-JP, 'この映画は海辺の小さな町の生活を描いた監督の新しい作品です。'",
    "x-windows-949, '이 영화는 바닷가 작은 마을의 삶을 그린 감독의 새로운 작품입니다.'",
    "GB18030, '这部电影讲述了海边小镇的生活，是导演的新作品，值得一看。'",
    "Big5, '這部電影講述了海邊小鎮的生活，是導演的新作品，值得一看。'",
    "UTF-8, 'Новый фильм 映画 café'",
  })
  void textThatNamesNoCharsetIsReadByItsLetters(String charset, String text) {
    byte[] page = ("<html><body><p>" + text + "</p>").getBytes(Charset.forName(charset));
    assertThat(Text.decode(page, "text/html").text()).contains(text);
  }

  @ParameterizedTest
  @CsvSource({
    "iso-8859-1, windows-1252",
    "US-ASCII, windows-1252",
    "' latin1 ', windows-1252",
    "ISO-8859-9, windows-1254",
    "tis-620, x-windows-874",
    "gb_2312-80, GB18030",
    "gbk, GB18030",
    "big5, Big5-HKSCS",
    "sjis, windows-31j",
    "euc-kr, x-windows-949",
    "x-mac-cyrillic, x-MacCyrillic",
    "macintosh, x-MacRoman",
    "logical, ISO-8859-8",
    "utf_8, UTF-8",
    "koi8-ru, KOI8-U",
    "unicode, UTF-16LE",
    "cp037, IBM037",
  })
  void labelsMeanWhatBrowsersTakeThemFor(String label, String charset) {
    assertThat(CharsetLabels.charset(label)).hasValue(Charset.forName(charset));
  }

  @ParameterizedTest
  @CsvSource({"bogus", "''", "'utf-8; x'", "\u00e9", "'../..'"})
  void otherLabelsMeanNothing(String label) {
    assertThat(CharsetLabels.charset(label)).isEmpty();
  }

  @Property
  void anyBytesAreText(@ForAll byte[] bytes, @ForAll String type) {
    assertThat(Text.decode(bytes, type).text()).isNotNull();
    assertThat(Text.decode(bytes, "text/html; charset=" + type).text()).isNotNull();
  }
}
