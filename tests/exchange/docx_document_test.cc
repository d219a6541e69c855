// Word documents: texts of runs, codes, direction, and an archive whose other members stay.
#include <zip.h>

#include <map>

#include "server/exchange/word_part.h"
#include "server/exchange/zip_archive.h"
#include "tests/exchange/document_support.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

using testing::ElementsAre;

constexpr char kPicture[] = "\x89PNG\r\n\x1a\n picture";

// Returns an archive of members.
std::string Zipped(const std::map<std::string, std::string>& members) {
  zip_source_t* const source = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(source);
  zip_t* const archive = zip_open_from_source(source, ZIP_TRUNCATE, nullptr);
  for (const auto& [name, bytes] : members) {
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0),
                 0);
  }
  EXPECT_EQ(zip_close(archive), 0);
  zip_stat_t stat;
  zip_stat_init(&stat);
  zip_source_stat(source, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_open(source);
  zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

std::string Body(std::string_view paragraphs) {
  return fmt::format(R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)"
                     "\r\n"
                     R"(<w:document xmlns:w="urn:w"><w:body>{}<w:sectPr/></w:body></w:document>)",
                     paragraphs);
}

std::string Docx(std::string_view paragraphs) {
  return Zipped({{"[Content_Types].xml", "<Types/>"},
                 {"word/document.xml", Body(paragraphs)},
                 {"word/media/image1.png", kPicture}});
}

std::vector<std::string> DocxBlocks(std::string_view paragraphs) {
  return ShownBlocks(*ReadDocument(Docx(paragraphs), DocumentFormat::kDocx));
}

// Returns the paragraphs as they are written with a letter before each.
std::string ChangedDocx(std::string_view paragraphs, std::string_view target = "ru") {
  const auto document = ReadDocument(Docx(paragraphs), DocumentFormat::kDocx);
  const auto zip = ZipArchive::Open(WrittenChanged(*document, target));
  EXPECT_OK(zip);
  EXPECT_EQ(zip->Read("word/media/image1.png", 1 << 20).value_or(""), kPicture);
  const std::string xml = zip->Read("word/document.xml", 1 << 20).value_or("");
  const std::string around = Body("|");
  const size_t before = around.find('|');
  return xml.substr(before, xml.size() - around.size() + 1);
}

TEST(DocxDocument, RunsOfTheSamePropertiesAreOneText) {
  EXPECT_THAT(
      DocxBlocks(
          R"(<w:p w:rsidR="1"><w:r w:rsidR="2"><w:t xml:space="preserve">One </w:t></w:r>)"
          R"(<w:proofErr w:type="x"/><w:r><w:t>&amp; two</w:t></w:r></w:p><w:p/><w:p></w:p>)"),
      ElementsAre("One & two"));
}

TEST(DocxDocument, OtherPropertiesLinksAndObjectsAreCodes) {
  EXPECT_THAT(
      DocxBlocks(
          "<w:p><w:pPr><w:jc/></w:pPr><w:r><w:t>See </w:t></w:r><w:r><w:rPr><w:b/></w:rPr>"
          "<w:t>this</w:t></w:r><w:hyperlink r:id=\"1\"><w:r><w:t> long page</w:t></w:r>"
          "</w:hyperlink><w:r><w:tab/><w:t>x</w:t></w:r><w:del><w:r><w:delText>no</w:delText>"
          "</w:r></w:del></w:p>"),
      ElementsAre("See {<w:rPr><w:b/></w:rPr>}this{</w:rPr>}{<w:hyperlink r:id=\"1\">} long page"
                  "{</w:hyperlink>}{<w:r><w:tab/></w:r>}x"
                  "{<w:del><w:r><w:delText>no</w:delText></w:r></w:del>}"));
}

TEST(DocxDocument, CellsHeadingsAndTextBoxes) {
  const auto document = ReadDocument(
      Docx("<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>A</w:t></w:r></w:p>"
           "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>B</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
           "<w:p><w:r><w:pict><w:p><w:r><w:t>no</w:t></w:r></w:p></w:pict></w:r></w:p>"),
      DocumentFormat::kDocx);
  ASSERT_EQ(document->blocks().size(), 2U);
  EXPECT_EQ(document->blocks()[0].kind, BlockKind::kHeading);
  EXPECT_EQ(document->blocks()[1].kind, BlockKind::kCell);
}

TEST(DocxDocument, TranslatedParagraphsHaveNewRuns) {
  EXPECT_EQ(
      ChangedDocx("<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>Long</w:t></w:r><w:r><w:t>a</w:t></w:r>"
                  "<w:r><w:br/></w:r></w:p><w:p/>"),
      "<w:p><w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">ЖLong</w:t></w:r>"
      "<w:r><w:rPr></w:rPr><w:t xml:space=\"preserve\">a</w:t></w:r>"
      "<w:r><w:br/></w:r></w:p><w:p/>");
}

TEST(DocxDocument, DirectionIsThatOfTheTarget) {
  EXPECT_EQ(ChangedDocx("<w:p><w:r><w:t>A</w:t></w:r></w:p>", "ur"),
            "<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr>"
            "<w:t xml:space=\"preserve\">ЖA</w:t></w:r></w:p>");
  EXPECT_EQ(
      ChangedDocx(
          "<w:p><w:pPr><w:pStyle w:val=\"a\"/><w:jc w:val=\"b\"/></w:pPr><w:r><w:rPr>"
          "<w:emboss/><w:sz w:val=\"2\"/><w:lang w:val=\"en\"/></w:rPr><w:t>A</w:t></w:r></w:p>",
          "ur"),
      "<w:p><w:pPr><w:pStyle w:val=\"a\"/><w:bidi/><w:jc w:val=\"b\"/></w:pPr><w:r><w:rPr>"
      "<w:emboss/><w:sz w:val=\"2\"/><w:rtl/><w:lang w:val=\"en\"/></w:rPr>"
      "<w:t xml:space=\"preserve\">ЖA</w:t></w:r></w:p>");
  EXPECT_EQ(
      ChangedDocx(
          "<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t>A</w:t></w:r></w:p>"),
      "<w:p><w:pPr></w:pPr><w:r><w:rPr></w:rPr>"
      "<w:t xml:space=\"preserve\">ЖA</w:t></w:r></w:p>");
}

TEST(DocxDocument, HeadersAndNotesAreReadCommentsAreNot) {
  const std::string part = "<w:hdr xmlns:w=\"urn:w\"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:hdr>";
  const auto document =
      ReadDocument(Zipped({{"word/document.xml", Body("<w:p><w:r><w:t>A</w:t></w:r></w:p>")},
                           {"word/header1.xml", fmt::format(fmt::runtime(part), "H")},
                           {"word/footer2.xml", fmt::format(fmt::runtime(part), "F")},
                           {"word/footnotes.xml", fmt::format(fmt::runtime(part), "N")},
                           {"word/comments.xml", fmt::format(fmt::runtime(part), "C")}}),
                   DocumentFormat::kDocx);
  EXPECT_THAT(ShownBlocks(*document), ElementsAre("A", "F", "N", "H"));
}

TEST(DocxDocument, UnchangedItIsTheSameFile) {
  const std::string docx = Docx("<w:p><w:r><w:t>One</w:t></w:r></w:p>");
  const auto document = ReadDocument(docx, DocumentFormat::kDocx);
  EXPECT_EQ(WrittenWith(*document, "ur", [](Segment&) {}), docx);
}

TEST(DocxDocument, RandomParagraphsReadBackAsWritten) {
  const std::vector<std::string> pieces = {
      "<w:r><w:t>One</w:t></w:r>",
      "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"> two </w:t></w:r>",
      "<w:r><w:tab/></w:r>",
      "</w:p><w:p>",
      "<w:hyperlink r:id=\"1\">",
      "</w:hyperlink>",
      "<w:bookmarkStart/>",
      "<w:r><w:rPr><w:rtl/></w:rPr><w:t>سفیر</w:t><w:br/><w:t>a</w:t></w:r>"};
  TestRandom random;
  for (int i = 0; i < 300; ++i) {
    std::string paragraphs = "<w:p>";
    bool linked = false;
    for (uint64_t left = random.Below(12); left > 0; --left) {
      const std::string& piece = pieces[random.Below(pieces.size())];
      const bool opens = piece.starts_with("<w:hyper"), closes = piece.starts_with("</w:hyper");
      if ((opens && linked) || (closes && !linked) || (linked && piece.starts_with("</w:p")))
        continue;
      if (opens || closes) linked = opens;
      paragraphs += piece;
    }
    paragraphs += linked ? "</w:hyperlink></w:p>" : "</w:p>";
    const auto document = ReadDocument(Docx(paragraphs), DocumentFormat::kDocx);
    const auto again = ReadDocument(WrittenChanged(*document, "ru"), DocumentFormat::kDocx);
    ASSERT_EQ(again->blocks().size(), document->blocks().size()) << paragraphs;
    for (size_t at = 0; at < again->blocks().size(); ++at) {
      ASSERT_EQ(again->blocks()[at].segment.text, "Ж" + document->blocks()[at].segment.text)
          << paragraphs;
    }
  }
}

TEST(DocxDocument, WrongFilesAreRefused) {
  const auto refused = [](std::string bytes) {
    const auto document = ReadDocumentFile(std::move(bytes), DocumentFormat::kDocx);
    return document.ok() ? "" : std::string(MessageOf(document.status()));
  };
  EXPECT_THAT(refused("no zip"), testing::HasSubstr("no zip archive"));
  EXPECT_THAT(refused(Zipped({{"a", "b"}})), testing::HasSubstr("no word/document.xml"));
  EXPECT_THAT(refused(Zipped({{"word/document.xml", "<w:p>"}})),
              testing::HasSubstr("word/document.xml, line 1: "));
  EXPECT_THAT(
      refused(Zipped({{"word/document.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"}})),
      testing::HasSubstr("document type"));
  const std::string bomb = Zipped({{"word/document.xml", std::string(100 << 20, ' ')}});
  EXPECT_LT(bomb.size(), 200000U);
  EXPECT_THAT(refused(bomb), testing::HasSubstr("unpacks to more than 33554432 bytes"));
  const std::string good = Docx("<w:p><w:r><w:t>One</w:t></w:r></w:p>");
  for (size_t size = 0; size < good.size(); size += 7) {
    EXPECT_NE(refused(good.substr(0, size)), "");
  }
}

}  // namespace
}  // namespace dragoman
