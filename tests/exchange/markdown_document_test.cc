// Markdown: what is a block, what is a code, and that all else stays as it is.
#include "tests/exchange/document_support.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

using testing::ElementsAre;

std::vector<std::string> MarkdownBlocks(const std::string& markdown) {
  return ShownBlocks(*ReadDocument(markdown, DocumentFormat::kMarkdown));
}

std::string ChangedMarkdown(const std::string& markdown) {
  return WrittenChanged(*ReadDocument(markdown, DocumentFormat::kMarkdown));
}

TEST(MarkdownDocument, ParagraphsHeadingsItemsAndCellsAreBlocks) {
  EXPECT_THAT(
      MarkdownBlocks("# Title #\n\nOne\ntwo.\n\n* A\n* [ ] B\n  1. C\n\n> Quoted\n> too\nlazily\n\n"
                     "Under\n=====\n\n| H | I |\n|---|:-:|\n| a \\| b | `c` d |\n"),
      ElementsAre("Title", "One two.", "A", "B", "C", "Quoted too lazily", "Under", "H", "I",
                  "a | b", "{`c`} d"));
  const auto document = ReadDocument("# A\n\n|B|\n|---|\n", DocumentFormat::kMarkdown);
  EXPECT_EQ(document->blocks()[0].kind, BlockKind::kHeading);
  EXPECT_EQ(document->blocks()[1].kind, BlockKind::kCell);
}

TEST(MarkdownDocument, MarksAreCodes) {
  EXPECT_THAT(MarkdownBlocks("**Bold** _it_ ~~gone~~ ***both***"),
              ElementsAre("{**}Bold{**} {_}it{_} {~~}gone{~~} {*}{**}both{**}{*}"));
  EXPECT_THAT(
      MarkdownBlocks("See [the *site*](<a b> \"t\") or [it][ref], [ref], ![pic](x_(1).png).\n\n"
                     "[ref]: http://x.y 'Title'\n"),
      ElementsAre("See {[}the {*}site{*}{](<a b> \"t\")} or {[}it{][ref]}, {[ref]}, "
                  "{![}pic{](x_(1).png)}."));
  EXPECT_THAT(MarkdownBlocks("A `` b ` c `` d <http://x.y> <br/> <i>e</i>  \nf\\\ng"),
              ElementsAre("A {`` b ` c ``} d {<http://x.y>} {<br/>} {<i>}e{</i>}{  \n}f{\\\n}g"));
  EXPECT_THAT(MarkdownBlocks("[![alt](a.png)](b)"), ElementsAre("{[}{![}alt{](a.png)}{](b)}"));
}

TEST(MarkdownDocument, WhatIsNoTextStays) {
  const std::string markdown =
      "---\ntitle: no\n---\n\n```\nno\n```\n\n    no\n\n<div>\nno\n</div>\n\n***\n\n[a]: b "
      "\"no\"\n";
  EXPECT_THAT(MarkdownBlocks(markdown), ElementsAre());
  EXPECT_EQ(ChangedMarkdown(markdown), markdown);
  EXPECT_THAT(MarkdownBlocks("---\nno end\n"), ElementsAre("no end"));
}

TEST(MarkdownDocument, EscapesAndReferencesAreDecodedAndWrittenAgain) {
  EXPECT_THAT(MarkdownBlocks("\\*a\\* &amp; b&nbsp;c &copy; \\\\ d\\e"),
              ElementsAre("*a* & b\u00a0c © \\ d\\e"));
  const auto document = ReadDocument("x", DocumentFormat::kMarkdown);
  const auto with = [&document](void (*change)(Segment&)) {
    return WrittenWith(*document, "ru", change);
  };
  EXPECT_EQ(with([](Segment& s) { s.text = "1. a_b *c* [d] <e> &amp; `f` _g_ ~"; }),
            "1\\. a_b \\*c\\* \\[d\\] \\<e> \\&amp; \\`f\\` \\_g\\_ \\~");
  EXPECT_EQ(with([](Segment& s) { s.text = "- 5 < 6 & 7 | 8 # 9"; }), "\\- 5 < 6 & 7 | 8 # 9");
  EXPECT_EQ(with([](Segment& s) { s.text = "# C #"; }), "\\# C \\#");
}

TEST(MarkdownDocument, TranslatedBlocksKeepTheirPlace) {
  EXPECT_EQ(ChangedMarkdown("> * **One**\n>   two\n\n|a|\\|b|\n|---|---|\n|[c](d)|`e` f|\n"),
            "> * **ЖOne** two\n\n|Жa|Ж\\|b|\n|---|---|\n|[Жc](d)|`e`Ж f|\n");
  EXPECT_EQ(ChangedMarkdown("Hello!\r\n\r\nYou\r\n"), "ЖHello!\r\n\r\nЖYou\r\n");
}

// The parser wants three dashes where others take one: on one line it would be a table no more.
TEST(MarkdownDocument, WhatOthersTakeForATableStays) {
  const std::string markdown = "|a|b|\n|-|-|\n|c|d|\n";
  EXPECT_EQ(ChangedMarkdown(markdown), markdown);
}

TEST(MarkdownDocument, AnythingComesBack) {
  ExpectRoundTrips(
      DocumentFormat::kMarkdown,
      {"One",          "two ", "\n",    "\n\n",    "> ",      "* ",   "1. ",        "# ",
       "    ",         "`x`",  "```\n", "[a](b)",  "![c](d)", "[r]",  "\n[r]: x\n", "<br>",
       "&amp;",        "&",    "\\*",   "|",       "\n|-|\n", "سفیر", "!",          "~~z~~",
       "<http://a.b>", "  \n", "\r\n",  "\n---\n", "- [ ] ",  "\t"});
}

TEST(MarkdownDocument, HostileFilesAreRead) {
  for (const std::string piece : {"[a](<", "[a](\"", "> ", "*", "[", "`", "* a ", "<", "[a][",
                                  "|a\n|-\n", "&x", "![", "_*"}) {
    std::string markdown = "[a]: b\n\nA\n\n";
    while (markdown.size() < 100000) markdown += piece;
    const auto document = ReadDocumentFile(markdown, DocumentFormat::kMarkdown);
    ASSERT_OK(document);
    EXPECT_EQ((*document)->Write({}, {}).value(), markdown);
  }
}

}  // namespace
}  // namespace dragoman
