// What TMX says and how it is understood.
#include "server/exchange/tmx.h"

#include <gtest/gtest.h>

#include "tests/exchange/read_support.h"
#include "tests/exchange/tmx_support.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using Languages = std::vector<std::string>;

// Returns the segment of a <seg> with this content.
StatusOr<Segment> ReadSegment(std::string_view content) {
  ASSIGN_OR_RETURN(const Unit unit, ReadTmxUnit(TmxWith(TmxPair(content, "x"))));
  return unit.At(Tag("en"))->segment;
}

TEST(Tmx, ReadsTextsFieldsAndProperties) {
  ASSERT_OK_AND_ASSIGN(
      const TmxEntries entries,
      ReadTmx(TmxWith("<tu tuid=\"7\" usagecount=\"2\" creationid=\"Ann\" changeid=\"Bob\"\n"
                      " creationdate=\"20240131T101500Z\" changedate=\"20240201T000001Z\">"
                      "<note>a &amp; b</note><note xml:lang=\"en\">c</note>"
                      "<prop type=\"client\">X</prop><prop type=\"client\">Y</prop>"
                      "<tuv xml:lang=\"EN_us\" creationid=\"Cy\"><note>n</note>"
                      "<seg>One <![CDATA[<two>]]>\n three</seg></tuv>"
                      "<tuv lang=\"ru\"><prop type=\"p\" o-encoding=\"u\">q</prop>"
                      "<seg>Раз</seg></tuv><tuv lang=\"ur\"><seg> </seg></tuv></tu>")));
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].line, 4U);
  EXPECT_TRUE(entries[0].begins_document);
  ASSERT_OK(entries[0].value);
  const Unit& unit = entries[0].value->unit;
  EXPECT_EQ(entries[0].value->source, Tag("en-US"));
  ASSERT_EQ(unit.variants.size(), 2U);
  EXPECT_EQ(unit.variants[0].segment.text, "One <two>\n three");
  EXPECT_EQ(unit.author, "Bob");
  EXPECT_EQ(unit.created_micros, 1'706'696'100'000'000);
  EXPECT_EQ(unit.changed_micros, 1'706'745'601'000'000);
  EXPECT_THAT(unit.properties,
              ElementsAre(Pair("client", "X"), Pair("tmx:creationid", "Ann"),
                          Pair("tmx:en-US/creationid", "Cy"), Pair("tmx:en-US/note", "n"),
                          Pair("tmx:note", "a & b"), Pair("tmx:note#2", "c"),
                          Pair("tmx:note#2[xml:lang]", "en"), Pair("tmx:prop#2:client", "Y"),
                          Pair("tmx:ru/prop:p", "q"), Pair("tmx:ru/prop[o-encoding]:p", "u"),
                          Pair("tmx:tuid", "7"), Pair("tmx:usagecount", "2")));
}

TEST(Tmx, WritesPropertiesBackToWhereTheyWere) {
  const std::string unit =
      "<tu changedate=\"20240201T000001Z\" changeid=\"Bob\" creationdate=\"20240131T101500Z\""
      " creationid=\"Ann\" tuid=\"7\" usagecount=\"2\">\n"
      "  <note>a &amp; b</note>\n  <note xml:lang=\"en\">c</note>\n"
      "  <prop type=\"\">none</prop>\n"
      "  <prop type=\"client\">X</prop>\n  <prop type=\"client\">Y</prop>\n"
      "  <tuv xml:lang=\"en\" creationid=\"Cy\">\n    <note>n</note>\n"
      "    <seg>One <bpt i=\"1\" x=\"2\">{\\b </bpt>two<ept i=\"1\">}</ept></seg></tuv>\n"
      "  <tuv xml:lang=\"ru\"><seg>Раз&#13;\t</seg></tuv>\n</tu>\n";
  EXPECT_THAT(TmxOf({ReadTmxUnit(TmxWith(unit)).value()}), HasSubstr(unit));
}

TEST(Tmx, CodesAreTheirElements) {
  const auto shown = [](std::string_view content) {
    const auto segment = ReadSegment(content);
    return segment.ok() ? Shown(*segment) : segment.status().ToString();
  };
  EXPECT_EQ(shown("He is <bpt i='1'>&lt;b></bpt>here<ept i='1'>&lt;/b></ept>."),
            "He is (<bpt i=\"1\">&lt;b&gt;</bpt>(here)<ept i=\"1\">&lt;/b&gt;</ept>).");
  EXPECT_EQ(shown("a<it pos='begin'/>b<it pos='end'/>c<it pos='odd'/>"),
            "a(<it pos=\"begin\"/>(b)<it pos=\"end\"/>)c|<it pos=\"odd\"/>|");
  EXPECT_EQ(shown("a<ph x='1'>[<sub>title <hi>x</hi></sub>]</ph><ut>u</ut>b"),
            "a|<ph x=\"1\">[<sub>title <hi>x</hi></sub>]</ph>||<ut>u</ut>|b");
  EXPECT_EQ(shown("a <hi type='t'>b <hi>c</hi><ph/></hi>d"),
            "a (<hi type=\"t\">(b (<hi>(c)</hi>)|<ph/>|)</hi>)d");
  EXPECT_EQ(shown("a<t5:n id='1' r='x'/>b"), "a|<t5:n id=\"1\" r=\"x\"/>|b");
  EXPECT_EQ(shown("a<ph type='x-dragoman'>&lt;br></ph>b"), "a|<br>|b");
  EXPECT_EQ(shown("a<ph type='x-dragoman-character'>0001</ph>b"),
            "a\x01"
            "b");
}

TEST(Tmx, CodesOfOtherFormatsAreElementsOfTheirText) {
  Unit unit;
  unit.variants = {VariantOf("en", {"ab",
                                    {{CodeKind::kOpen, 0, "<b>"},
                                     {CodeKind::kStandalone, 1, "<bpt i=\"1\"/>"},
                                     {CodeKind::kClose, 2, "</b>"},
                                     {CodeKind::kClose, 2, "</p>"}}}),
                   VariantOf("ru", {"в", {{CodeKind::kOpen, 0, "\x01"}}})};
  const std::string file = TmxOf({unit});
  EXPECT_THAT(file, HasSubstr("<bpt i=\"1\" type=\"x-dragoman\">&lt;b&gt;</bpt>a"
                              "<ph type=\"x-dragoman\">&lt;bpt i=\"1\"/&gt;</ph>b"
                              "<ept i=\"1\">&lt;/b&gt;</ept>"
                              "<it pos=\"end\" type=\"x-dragoman\">&lt;/p&gt;</it>"));
  EXPECT_THAT(file, HasSubstr("<it pos=\"begin\" type=\"x-dragoman-escaped\">\\u0001</it>в"));
  EXPECT_THAT(UnitsOf(ReadTmx(file)), ElementsAre(unit));
}

TEST(Tmx, WritesTheLanguagesAskedFor) {
  const auto unit = ReadTmxUnit(TmxWith(
      "<tu><tuv lang=\"ur\" tuid=\"1\"><seg>ا</seg></tuv><tuv lang=\"en\"><seg>a</seg></tuv>"
      "<tuv lang=\"ru\"><seg>б</seg></tuv></tu>"));
  const std::string file = TmxOf({unit.value()}, {"ru", "en"});
  EXPECT_THAT(file, HasSubstr("srclang=\"ru\""));
  EXPECT_THAT(file, HasSubstr("<tu>\n  <tuv xml:lang=\"ru\"><seg>б</seg></tuv>\n"
                              "  <tuv xml:lang=\"en\"><seg>a</seg></tuv>\n</tu>"));
  EXPECT_EQ((*NewTmxWriter({"ru", "de"}))->Row(*unit), std::nullopt);
  EXPECT_EQ(FieldOf(NewTmxWriter({"ru"}).status()), "columns");
  EXPECT_EQ(FieldOf(NewTmxWriter({"ru", "RU"}).status()), "columns");
  EXPECT_EQ(FieldOf(NewTmxWriter({"ru", "@author"}).status()), "columns");
}

TEST(Tmx, StoresLanguagesAsChosen) {
  const std::string file = TmxWith(
      "<tu><tuv xml:lang=\"EN_US\"><seg>a</seg></tuv><tuv xml:lang=\"Russian\"><seg>б</seg></tuv>"
      "<tuv xml:lang=\"de\"><seg>c</seg></tuv></tu>");
  const auto languages = [&file](const Languages& choices) {
    const auto entries = ReadTmx(file, choices);
    if (!entries.ok()) return std::string(MessageOf(entries.status()));
    if (!entries->front().value.ok()) return entries->front().value.status().ToString();
    std::string text;
    for (const Variant& one : entries->front().value->unit.variants)
      text += one.language.tag() + " ";
    return text;
  };
  EXPECT_THAT(languages({}), HasSubstr("'Russian' is not a BCP-47 language tag"));
  EXPECT_EQ(languages({"en", "russian=ru"}), "en-US ru ");
  EXPECT_EQ(languages({"en-us=en", "Russian=ru", "de=de-AT"}), "en ru de-AT ");
  EXPECT_EQ(languages({"de", "en-GB"}), "de ");
  EXPECT_THAT(languages({"Russian"}), HasSubstr("columns: 'Russian' is no language tag"));
  EXPECT_THAT(languages({"en", "EN"}), HasSubstr("given twice"));
  EXPECT_THAT(languages({"en=x"}), HasSubstr("is not a BCP-47 language tag"));

  const auto reader = NewTmxReader({"en", "russian=ru"});
  EXPECT_OK(ReadAll(**reader, file));
  std::vector<std::string> counted;
  for (const FileLanguage& one : (*reader)->Languages()) {
    counted.push_back(fmt::format("{} {} {}", one.written, one.stored, one.segments));
  }
  EXPECT_THAT(counted, ElementsAre("EN_US en-US 1", "Russian ru 1", "de  1"));
}

TEST(Tmx, FindsTheSource) {
  const auto source = [](std::string_view header, std::string_view attributes) {
    const auto entries = ReadTmx(TmxWith(
        fmt::format("<tu {}><tuv lang=\"ur-PK\"><seg>a</seg></tuv><tuv lang=\"en\"><seg>b</seg>"
                    "</tuv></tu>",
                    attributes),
        header));
    return entries->front().value->source.tag();
  };
  EXPECT_EQ(source("", ""), "ur-PK");
  EXPECT_EQ(source("srclang=\"*all*\"", ""), "ur-PK");
  EXPECT_EQ(source("srclang=\"EN\"", ""), "en");
  EXPECT_EQ(source("srclang=\"en-GB\"", ""), "en");
  EXPECT_EQ(source("srclang=\"de\"", ""), "ur-PK");
  EXPECT_EQ(source("srclang=\"en\"", "srclang=\"ur\""), "ur-PK");
}

// Returns "previous/next" of both variants, "?" for unknown ones.
std::string NeighboursOf(std::string_view unit, std::string_view header = "srclang=\"en\"") {
  const auto read = ReadTmxUnit(TmxWith(unit, header));
  if (!read.ok()) return read.status().ToString();
  std::string text;
  for (const Variant& variant : read->variants) {
    text += fmt::format("{}:{}/{} ", variant.language.tag(), variant.previous.value_or("?"),
                        variant.next.value_or("?"));
  }
  return text;
}

TEST(Tmx, UnderstandsNeighboursOfOtherTools) {
  const auto in_unit = [](const std::string& props) {
    return NeighboursOf(TmxPair("a", "б", props));
  };
  EXPECT_EQ(in_unit(TmxProp("prev", "P") + TmxProp("next", "N")), "en:P/N ru:?/? ");
  EXPECT_EQ(in_unit(TmxProp("x-context-pre", "&lt;seg>P &lt;ph/>q&lt;/seg>")), "en:P q/? ru:?/? ");
  EXPECT_EQ(in_unit(TmxProp("x-context-pre", "&lt;seg>P") + TmxProp("x-context-post", "N")),
            "en:?/N ru:?/? ");
  EXPECT_EQ(in_unit(TmxProp("x-previous-source-text", "P") + TmxProp("x-next-target-text", "N")),
            "en:P/? ru:?/N ");
  EXPECT_EQ(NeighboursOf("<tu><tuv lang=\"en\"><prop type=\"context_prev\">P</prop><seg>a</seg>"
                         "</tuv><tuv lang=\"ru\"><prop type=\"context_next\">N</prop><seg>б</seg>"
                         "</tuv></tu>"),
            "en:P/? ru:?/N ");
}

TEST(Tmx, UnderstandsNeighboursOfTrados) {
  const std::string header =
      "srclang=\"en\"><prop type=\"x-TextContextMatchType\">"
      "PrecedingAndFollowingSource</prop><note/";
  const auto both = [&header](const std::string& content) {
    const std::string unit = TmxPair("a", "б", TmxProp("x-ContextContent", content));
    return NeighboursOf(unit) + NeighboursOf(unit, header);
  };
  EXPECT_EQ(both("P || p |  | N | "), "en:P | p/? ru:N/? en:P | p/N ru:?/? ");
  EXPECT_EQ(both("P |  |  | "), "en:P/? ru:?/? en:P/? ru:?/? ");
  EXPECT_EQ(both("P | AAE= | N | "), "en:?/? ru:?/? en:?/? ru:?/? ");
}

TEST(Tmx, UnknownNeighboursStayUnknown) {
  for (const std::string& props :
       {TmxProp("x-Context", "123, 456"), TmxProp("prev", ""), TmxProp("x-context-pre", " "),
        TmxProp("x-ContextContent", "a | b | c"), TmxProp("context", "P"), std::string()}) {
    EXPECT_EQ(NeighboursOf(TmxPair("a", "б", props)), "en:?/? ru:?/? ") << props;
  }
}

TEST(Tmx, OwnFilesSayNeighboursThemselves) {
  Unit unit = ReadTmxUnit(TmxWith(TmxPair("a", "б", TmxProp("prev", "P")))).value();
  unit.variants[0].previous = std::nullopt;
  unit.variants[1].previous = "";
  EXPECT_THAT(UnitsOf(ReadTmx(TmxOf({unit}))), ElementsAre(unit));
}

TEST(Tmx, FillsFieldsFromOtherTools) {
  const Unit unit =
      ReadTmxUnit(TmxWith("<tu>" + TmxProp("x-document", "talks.docx") + TmxProp("domain", "law") +
                          TmxProp("x-ConfirmationLevel", "ApprovedSignOff") +
                          TmxProp("x-Origin", "Alignment") +
                          "<tuv lang=\"en\"><seg>a</seg></tuv><tuv lang=\"ru\" changeid=\"Ann\""
                          " creationid=\"Bob\" creationdate=\"20240131T101500Z\"><seg>б</seg></tuv>"
                          "</tu>"))
          .value();
  EXPECT_EQ(unit.document, "talks.docx");
  EXPECT_EQ(unit.domain, "law");
  EXPECT_EQ(unit.state, ReviewState::kReviewed);
  EXPECT_EQ(unit.origin, Origin::kAligned);
  EXPECT_EQ(unit.author, "Ann");
  EXPECT_EQ(unit.created_micros, 1'706'696'100'000'000);
  EXPECT_EQ(unit.changed_micros, unit.created_micros);
  EXPECT_EQ(unit.properties.at("x-document"), "talks.docx");
}

TEST(Tmx, TimesOfOtherFormsAreKept) {
  for (const std::string time : {"20240131", "2024-01-31T10:15:00Z", "20241331T101500Z", "x",
                                 "20240131T251500Z", "19000101T000000Z"}) {
    const std::string file =
        TmxWith(fmt::format("<tu creationdate=\"{}\"><tuv lang=\"en\"><seg>a</seg></tuv>"
                            "<tuv lang=\"ru\"><seg>б</seg></tuv></tu>",
                            time));
    Unit unit = ReadTmxUnit(file).value();
    EXPECT_EQ(unit.created_micros, 0) << time;
    EXPECT_EQ(unit.properties["tmx:creationdate"], time);
    unit.created_micros = 1'706'696'100'000'000;  // As a memory sets it.
    EXPECT_THAT(TmxOf({unit}), HasSubstr(fmt::format("creationdate=\"{}\"", time)));
    EXPECT_THAT(UnitsOf(ReadTmx(TmxOf({unit}))), ElementsAre(unit));
  }
}

TEST(Tmx, AFractionHoldsAsLongAsTheTimeDoes) {
  const auto changed = [](std::string_view time) {
    return ReadTmxUnit(
               TmxWith(fmt::format(
                   "<tu changedate=\"20240131T101500Z\"><prop type=\"x-dragoman-changed-"
                   "fraction\">{}</prop><tuv lang=\"en\"><seg>a</seg></tuv><tuv lang=\"ru\">"
                   "<seg>б</seg></tuv></tu>",
                   time)))
               ->changed_micros %
           1'000'000;
  };
  EXPECT_EQ(changed("20240131T101500Z.000012"), 12);
  EXPECT_EQ(changed("20240131T101501Z.000012"), 0);
  EXPECT_EQ(changed("20240131T101500Z.12"), 0);
}

}  // namespace
}  // namespace dragoman
