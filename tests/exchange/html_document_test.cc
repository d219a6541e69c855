// HTML: what is a block, what is a code, and that all else stays as it is.
#include "tests/exchange/document_support.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

using testing::ElementsAre;

std::vector<std::string> HtmlBlocks(const std::string& html) {
  return ShownBlocks(*ReadDocument(html, DocumentFormat::kHtml));
}

std::string ChangedHtml(const std::string& html, std::string_view target = "ru") {
  return WrittenChanged(*ReadDocument(html, DocumentFormat::kHtml), target);
}

TEST(HtmlDocument, BlocksEndWhereElementsThatAreNoPartOfALineBegin) {
  EXPECT_THAT(
      HtmlBlocks("<title>A &amp; B</title><body>One<p>Two\n  lines<li>Three<td>Four</td></ul>x"),
      ElementsAre("A & B", "One", "Two lines", "Three", "Four", "x"));
  const auto document = ReadDocument("<h2>A</h2><p>B</p><td>C</td>", DocumentFormat::kHtml);
  EXPECT_EQ(document->blocks()[0].kind, BlockKind::kHeading);
  EXPECT_EQ(document->blocks()[1].kind, BlockKind::kParagraph);
  EXPECT_EQ(document->blocks()[2].kind, BlockKind::kCell);
}

TEST(HtmlDocument, ElementsWithinALineAreCodes) {
  EXPECT_THAT(
      HtmlBlocks("<p>\n <b>Bold</b> and <code>x < <i>y</i></code><br>1 < 2<!-- no --></p>"),
      ElementsAre("{<b>}Bold{</b>} and {<code>x < <i>y</i></code>}{<br>}1 < 2{<!-- no -->}"));
  EXPECT_THAT(HtmlBlocks("A <span translate=no>Dragoman <span>x</span></span> b"),
              ElementsAre("A {<span translate=no>Dragoman <span>x</span></span>} b"));
}

TEST(HtmlDocument, TextsOfAttributesAreBlocks) {
  EXPECT_THAT(
      HtmlBlocks(
          R"(<p title='T &amp; t'>A <img alt="B" src=x> <img alt> <img alt=""><input type=submit
value=Go><input value=no><meta name="Description" content="D"><meta name=x content=y>)"),
      ElementsAre("T & t",
                  "A {<img alt=\"B\" src=x>} {<img alt>} {<img alt=\"\">}{<input type=submit\n"
                  "value=Go>}{<input value=no>}",
                  "B", "Go", "D"));
  EXPECT_EQ(ChangedHtml(R"(<p title='T'>A <img alt="B" src=x><input type=submit value=Go></p>)"),
            R"(<p title='ЖT'>ЖA <img alt="ЖB" src=x><input type=submit value="ЖGo"></p>)");
}

TEST(HtmlDocument, WhatIsNoTextOfThePageStays) {
  const std::string html =
      "<!doctype html><script>if (a < b) '<p>no</p>';</script><style>p{}</style>"
      "<pre>no <b>no</b></pre><textarea>no</textarea><?x no?><template><p>no</p></template>"
      "<div translate=\"no\">no<div>no</div>no</div>";
  EXPECT_THAT(HtmlBlocks(html), ElementsAre());
  EXPECT_EQ(ChangedHtml(html), html);
}

TEST(HtmlDocument, ReferencesAreDecodedAndWrittenAgain) {
  EXPECT_THAT(HtmlBlocks("<p>a&nbsp;b &lt;c&gt; &mdash; &#x2014;&#8212; &unknown; AT&T &amp"),
              ElementsAre("a\u00a0b <c> — —— &unknown; AT&T &"));
  EXPECT_EQ(ChangedHtml("<p>a&nbsp;b &lt;c&gt; &mdash; \"q\" AT&T"),
            "<p>Жa&nbsp;b &lt;c&gt; — \"q\" AT&amp;T");
  EXPECT_EQ(ChangedHtml("<img alt=\"a&quot;b\">"), "<img alt=\"Жa&quot;b\">");
  EXPECT_EQ(ChangedHtml("<img alt='a&#39;b'>"), "<img alt='Жa&#39;b'>");
}

TEST(HtmlDocument, NamesTheTargetLanguage) {
  EXPECT_EQ(ChangedHtml("<html><p>A", "ur"), "<html lang=\"ur\" dir=\"rtl\"><p>ЖA");
  EXPECT_EQ(ChangedHtml("<html lang=en-US dir='ltr' class=x><p>A", "ur"),
            "<html lang=ur dir='rtl' class=x><p>ЖA");
  EXPECT_EQ(ChangedHtml("<html xml:lang=\"en\" dir=\"rtl\"><p>A", "ru"),
            "<html xml:lang=\"ru\" dir=\"ltr\"><p>ЖA");
  EXPECT_EQ(ChangedHtml("<body class=x>A <i lang=en>b</i> <i lang=\"la\">c</i>", "ur"),
            "<body lang=\"ur\" dir=\"rtl\" class=x>ЖA <i dir=\"rtl\" lang=ur>b</i> "
            "<i lang=\"la\">c</i>");
  EXPECT_EQ(ChangedHtml("<html lang=en></html>", "ur"), "<html lang=en></html>");
}

TEST(HtmlDocument, AByteOrderMarkIsNoText) {
  EXPECT_EQ(ChangedHtml("\xef\xbb\xbf<!doctype html>A"), "\xef\xbb\xbf<!doctype html>ЖA");
  EXPECT_EQ(ChangedHtml("\xef\xbb\xbf"
                        "A"),
            "\xef\xbb\xbfЖA");
}

TEST(HtmlDocument, DeclaresItsEncoding) {
  EXPECT_EQ(ChangedHtml("<meta charset=\"iso-8859-1\"><p>A"), "<meta charset=\"utf-8\"><p>ЖA");
  EXPECT_EQ(
      ChangedHtml("<meta http-equiv=Content-Type content=\"text/html; charset=windows-1252\"><p>A"),
      "<meta http-equiv=Content-Type content=\"text/html; charset=utf-8\"><p>ЖA");
}

TEST(HtmlDocument, BrokenMarkupComesBack) {
  ExpectRoundTrips(DocumentFormat::kHtml, {"<p>",
                                           "</p>",
                                           "<b>",
                                           "</b>",
                                           "One. ",
                                           "two",
                                           "&amp;",
                                           "&",
                                           "<",
                                           ">",
                                           "\"",
                                           "'",
                                           "=",
                                           " ",
                                           "\n",
                                           "<td>",
                                           "</",
                                           "<!--",
                                           "-->",
                                           "<br/>",
                                           "<img alt='x'>",
                                           "<code>",
                                           "</code>",
                                           "<script>",
                                           "</script>",
                                           "<pre>",
                                           "سفیر",
                                           "<a title=\"t\" href=x>",
                                           "&nbsp;",
                                           "<title>",
                                           "</title>",
                                           "<i lang=\"en\">",
                                           "<html>",
                                           "/",
                                           "<img alt=x>"});
}

// Trees of such files are deep or large; reading them must be neither slow nor recursive.
TEST(HtmlDocument, HostileNestingIsRead) {
  for (const std::string piece :
       {"<div>", "<b>", "<b><p>", "<a title=x>", "<", "&lt", "</", "<!--"}) {
    std::string html = "<p>A</p>";
    while (html.size() < 1 << 20) html += piece;
    const auto document = ReadDocument(html, DocumentFormat::kHtml);
    EXPECT_EQ(document->Write({}, {}).value(), html);
  }
}

}  // namespace
}  // namespace dragoman
