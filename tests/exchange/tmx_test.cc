#include "server/exchange/tmx.h"

#include <absl/strings/str_replace.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <map>

#include "server/exchange/xml_text.h"
#include "tests/exchange/read_support.h"
#include "tests/status_matchers.h"

namespace dragoman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using Entries = std::vector<ReadEntry<UnitEntry>>;
using Languages = std::vector<std::string>;
constexpr auto kBad = StatusCode::kInvalidArgument;

Language Tag(std::string_view tag) { return *Language::Parse(tag); }

StatusOr<Entries> ReadUnits(std::string_view file, const Languages& languages = {},
                            size_t piece_bytes = 1 << 20) {
  ASSIGN_OR_RETURN(const auto reader, NewTmxReader(languages));
  return ReadAll(*reader, file, piece_bytes);
}

// Returns a file with these elements in its <body>, from its line 4 on.
std::string FileWith(std::string_view body, std::string_view header = "srclang=\"en\"") {
  return fmt::format(
      "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"><header "
      "{}>\n</header><body>\n{}\n</body></tmx>",
      header, body);
}

std::string Pair2(std::string_view en, std::string_view ru, std::string_view props = "") {
  return fmt::format(
      "<tu>{}<tuv xml:lang=\"en\"><seg>{}</seg></tuv><tuv xml:lang=\"ru\"><seg>{}</seg></tuv></tu>",
      props, en, ru);
}

Variant VariantOf(std::string_view tag, Segment segment) {
  Variant variant;
  variant.language = Tag(tag);
  variant.segment = std::move(segment);
  return variant;
}

// Returns the one unit of a file, or why there is none.
StatusOr<Unit> ReadUnit(std::string_view file) {
  ASSIGN_OR_RETURN(const Entries entries, ReadUnits(file));
  if (entries.size() != 1) return Error(StatusCode::kInternal, "{} entries", entries.size());
  RETURN_IF_ERROR(entries.front().value.status());
  return entries.front().value->unit;
}

// Returns the segment of a <seg> with this content.
StatusOr<Segment> ReadSegment(std::string_view content) {
  ASSIGN_OR_RETURN(const Unit unit, ReadUnit(FileWith(Pair2(content, "x"))));
  return unit.At(Tag("en"))->segment;
}

std::string Shown(const Segment& segment) {
  std::string text = segment.text;
  for (size_t i = segment.codes.size(); i-- > 0;) {
    const Code& code = segment.codes[i];
    const std::string_view sign = code.kind == CodeKind::kOpen    ? "("
                                  : code.kind == CodeKind::kClose ? ")"
                                                                  : "|";
    text.insert(code.position_byte, fmt::format("{}{}{}", sign, code.content, sign));
  }
  return text;
}

// Returns what the segments and fields of a unit hold.
std::string Shown(const Unit& unit) {
  std::string text = fmt::format("{} {} {} {} {} {} {}", static_cast<int>(unit.origin),
                                 static_cast<int>(unit.state), unit.created_micros,
                                 unit.changed_micros, unit.author, unit.document, unit.domain);
  for (const Variant& variant : unit.variants) {
    text += fmt::format("\n{}: {} {} {}", variant.language.tag(), Shown(variant.segment),
                        variant.previous.value_or("?"), variant.next.value_or("?"));
  }
  return text;
}

std::string FileOf(const std::vector<Unit>& units, const Languages& languages = {}) {
  const auto writer = NewTmxWriter(languages);
  EXPECT_OK(writer);
  std::string file = (*writer)->Header();
  for (const Unit& unit : units) file += (*writer)->Row(unit).value_or("");
  return file + (*writer)->Footer();
}

std::vector<Unit> UnitsOf(const StatusOr<Entries>& entries) {
  EXPECT_OK(entries);
  std::vector<Unit> units;
  if (!entries.ok()) return units;
  for (const auto& entry : *entries) {
    EXPECT_OK(entry.value) << "line " << entry.line;
    if (entry.value.ok()) units.push_back(entry.value->unit);
  }
  return units;
}

// Returns everything that a file gives, the error about it too.
std::string Shown(std::string_view file, size_t piece_bytes) {
  const auto reader = NewTmxReader({});
  std::string text;
  const auto sink = [&text](const ReadEntry<UnitEntry>& entry) {
    text += fmt::format("{} {} {}\n", entry.line, entry.begins_document,
                        entry.value.status().ToString());
    if (entry.value.ok()) text += FileOf({entry.value->unit});
    return absl::OkStatus();
  };
  Status status;
  for (; status.ok() && !file.empty(); file.remove_prefix(std::min(piece_bytes, file.size()))) {
    status = (*reader)->Feed(file.substr(0, piece_bytes), sink);
  }
  if (status.ok()) status = (*reader)->Finish(sink);
  return text + status.ToString();
}

std::string Gzip(std::string_view text) {
  std::string packed(compressBound(text.size()) + 100, '\0');
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // NOLINT: C API
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

template <typename Value>
const Value& OneOf(TestRandom& random, const std::vector<Value>& values) {
  return values[random.Below(values.size())];
}

std::string RandomText(TestRandom& random) {
  std::string text = HostileText(random);
  if (random.Below(4) == 0) text += OneOf<std::string>(random, {"\x01", "\ufffe", "<&>", "]]>"});
  return text;
}

// Returns keys that look like those that are kept for TMX, and are or are not.
std::string RandomKey(TestRandom& random) {
  static const std::vector<std::string> kPieces{
      "tmx:",        "en/",    "ru/",       "de/",   "note",   "prop", "#1",       "#2",
      "#3",          "#02",    "[",         "]",     ":",      "x",    "tuid",     "type",
      "xml:lang",    "A b",    "\x01",      "\\",    "@",      "/",    "changeid", "lang",
      "x-dragoman-", "author", "property:", "xmlns", "created"};
  std::string key = random.Below(4) == 0 ? "" : "tmx:";
  for (uint64_t i = random.Below(5); i > 0; --i) key += OneOf(random, kPieces);
  return key.empty() ? "k" : key;
}

Code RandomCode(TestRandom& random, uint32_t position) {
  static const std::vector<std::string> kContents{"<bpt i=\"1\"/>",
                                                  "<ept i=\"1\"/>",
                                                  "<ph x=\"1\">&lt;br/></ph>",
                                                  "<ph>&lt;br/&gt;</ph>",
                                                  "<ph><sub>a<hi>b</hi></sub></ph>",
                                                  "<hi>",
                                                  "<hi type=\"a:b\">",
                                                  "</hi>",
                                                  "<b>",
                                                  "</b>",
                                                  "",
                                                  "<it pos=\"begin\">&lt;i&gt;</it>",
                                                  "<it pos=\"end\"/>",
                                                  "<ut/>",
                                                  "<ph>",
                                                  "<x:y/>",
                                                  "<ph xmlns=\"a\"/>",
                                                  "<ph type=\"x-dragoman\">a</ph>",
                                                  "<bpt i=\"1\" type=\"x-dragoman\"/>",
                                                  "<ph type=\"x-dragoman-character\">0001</ph>",
                                                  "a\x01\\",
                                                  "<ph/><ph/>",
                                                  "<ph a='b'/>"};
  Code code{static_cast<CodeKind>(1 + random.Below(3)), position, OneOf(random, kContents)};
  if (random.Below(5) == 0) code.content = RandomText(random);
  return code;
}

Segment RandomSegment(TestRandom& random) {
  Segment segment{.text = RandomText(random), .codes = {}};
  for (uint64_t i = random.Below(6); i > 0; --i) {
    segment.codes.push_back(RandomCode(random, 0));
  }
  for (uint64_t i = random.Below(4); i > 0; --i) {
    segment.codes.push_back(RandomCode(random, static_cast<uint32_t>(segment.text.size())));
  }
  return segment;
}

Unit RandomUnit(TestRandom& random) {
  Unit unit;
  const auto chance = [&random] { return random.Below(2) == 0; };
  for (const char* tag : {"en", "ru", "ur-PK"}) {
    if (unit.variants.size() == 2 && chance()) continue;
    Variant variant = VariantOf(tag, RandomSegment(random));
    if (chance()) variant.previous = chance() ? "" : RandomText(random);
    if (chance()) variant.next = chance() ? "" : RandomText(random);
    unit.variants.push_back(std::move(variant));
  }
  unit.origin = static_cast<Origin>(random.Below(4));
  unit.state = static_cast<ReviewState>(random.Below(4));
  if (chance()) unit.author = RandomText(random);
  if (chance()) unit.document = RandomText(random);
  if (chance()) unit.domain = RandomText(random);
  for (uint64_t i = random.Below(8); i > 0; --i) {
    unit.properties[RandomKey(random)] = random.Below(4) == 0 ? "" : RandomText(random);
  }
  unit.created_micros = static_cast<int64_t>(random.OfAnySize() >> 2);
  unit.changed_micros = chance() ? 1'700'000'000'000'000 : 1'700'000'000'000'001;
  return unit;
}

TEST(Tmx, ReadsTextsFieldsAndProperties) {
  ASSERT_OK_AND_ASSIGN(
      const Entries entries,
      ReadUnits(FileWith("<tu tuid=\"7\" usagecount=\"2\" creationid=\"Ann\" changeid=\"Bob\"\n"
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
  EXPECT_THAT(FileOf({ReadUnit(FileWith(unit)).value()}), HasSubstr(unit));
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
  const std::string file = FileOf({unit});
  EXPECT_THAT(file, HasSubstr("<bpt i=\"1\" type=\"x-dragoman\">&lt;b&gt;</bpt>a"
                              "<ph type=\"x-dragoman\">&lt;bpt i=\"1\"/&gt;</ph>b"
                              "<ept i=\"1\">&lt;/b&gt;</ept>"
                              "<it pos=\"end\" type=\"x-dragoman\">&lt;/p&gt;</it>"));
  EXPECT_THAT(file, HasSubstr("<it pos=\"begin\" type=\"x-dragoman-escaped\">\\u0001</it>в"));
  EXPECT_THAT(UnitsOf(ReadUnits(file)), ElementsAre(unit));
}

TEST(Tmx, ReadsWhatItWrote) {
  TestRandom random;
  for (int i = 0; i < 400; ++i) {
    std::vector<Unit> units;
    for (int j = 0; j < 4; ++j) units.push_back(RandomUnit(random));
    const std::string file = FileOf(units);
    EXPECT_TRUE(XmlHolds(file));
    const auto read = UnitsOf(ReadUnits(file, {}, 1 + random.Below(500)));
    ASSERT_EQ(read.size(), units.size()) << file;
    for (size_t j = 0; j < units.size(); ++j) {
      ASSERT_EQ(read[j].properties, units[j].properties) << FileOf({units[j]});
      ASSERT_EQ(Shown(read[j]), Shown(units[j])) << FileOf({units[j]});
      ASSERT_TRUE(read[j] == units[j]) << FileOf({units[j]});
    }
    EXPECT_EQ(FileOf(read), file);
  }
}

TEST(Tmx, LargestUnitsAreReadBack) {
  Unit unit;
  for (const char* tag : {"en", "ru"}) {
    Segment segment{std::string(65536, '"'), {}};
    for (uint32_t i = 0; i < 1000; ++i) {
      segment.codes.push_back({CodeKind::kOpen, i, i % 2 == 0 ? "<hi>" : std::string(300, '\\')});
    }
    unit.variants.push_back(VariantOf(tag, std::move(segment)));
  }
  for (int i = 0; i < 500; ++i) unit.properties[fmt::format("tmx:a{}", i)] = std::string(4096, '"');
  EXPECT_TRUE(UnitsOf(ReadUnits(FileOf({unit}))) == std::vector{unit});
}

TEST(Tmx, WritesTheLanguagesAskedFor) {
  const auto unit = ReadUnit(FileWith(
      "<tu><tuv lang=\"ur\" tuid=\"1\"><seg>ا</seg></tuv><tuv lang=\"en\"><seg>a</seg></tuv>"
      "<tuv lang=\"ru\"><seg>б</seg></tuv></tu>"));
  const std::string file = FileOf({unit.value()}, {"ru", "en"});
  EXPECT_THAT(file, HasSubstr("srclang=\"ru\""));
  EXPECT_THAT(file, HasSubstr("<tu>\n  <tuv xml:lang=\"ru\"><seg>б</seg></tuv>\n"
                              "  <tuv xml:lang=\"en\"><seg>a</seg></tuv>\n</tu>"));
  EXPECT_EQ((*NewTmxWriter({"ru", "de"}))->Row(*unit), std::nullopt);
  EXPECT_EQ(FieldOf(NewTmxWriter({"ru"}).status()), "columns");
  EXPECT_EQ(FieldOf(NewTmxWriter({"ru", "RU"}).status()), "columns");
  EXPECT_EQ(FieldOf(NewTmxWriter({"ru", "@author"}).status()), "columns");
}

TEST(Tmx, StoresLanguagesAsChosen) {
  const std::string file = FileWith(
      "<tu><tuv xml:lang=\"EN_US\"><seg>a</seg></tuv><tuv xml:lang=\"Russian\"><seg>б</seg></tuv>"
      "<tuv xml:lang=\"de\"><seg>c</seg></tuv></tu>");
  const auto languages = [&file](const Languages& choices) {
    const auto entries = ReadUnits(file, choices);
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
    const auto entries = ReadUnits(FileWith(
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
  const auto read = ReadUnit(FileWith(unit, header));
  if (!read.ok()) return read.status().ToString();
  std::string text;
  for (const Variant& variant : read->variants) {
    text += fmt::format("{}:{}/{} ", variant.language.tag(), variant.previous.value_or("?"),
                        variant.next.value_or("?"));
  }
  return text;
}

std::string Prop(std::string_view type, std::string_view text) {
  return fmt::format("<prop type=\"{}\">{}</prop>", type, text);
}

TEST(Tmx, UnderstandsNeighboursOfOtherTools) {
  const auto in_unit = [](const std::string& props) {
    return NeighboursOf(Pair2("a", "б", props));
  };
  EXPECT_EQ(in_unit(Prop("prev", "P") + Prop("next", "N")), "en:P/N ru:?/? ");
  EXPECT_EQ(in_unit(Prop("x-context-pre", "&lt;seg>P &lt;ph/>q&lt;/seg>")), "en:P q/? ru:?/? ");
  EXPECT_EQ(in_unit(Prop("x-context-pre", "&lt;seg>P") + Prop("x-context-post", "N")),
            "en:?/N ru:?/? ");
  EXPECT_EQ(in_unit(Prop("x-previous-source-text", "P") + Prop("x-next-target-text", "N")),
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
    const std::string unit = Pair2("a", "б", Prop("x-ContextContent", content));
    return NeighboursOf(unit) + NeighboursOf(unit, header);
  };
  EXPECT_EQ(both("P || p |  | N | "), "en:P | p/? ru:N/? en:P | p/N ru:?/? ");
  EXPECT_EQ(both("P |  |  | "), "en:P/? ru:?/? en:P/? ru:?/? ");
  EXPECT_EQ(both("P | AAE= | N | "), "en:?/? ru:?/? en:?/? ru:?/? ");
}

TEST(Tmx, UnknownNeighboursStayUnknown) {
  for (const std::string& props :
       {Prop("x-Context", "123, 456"), Prop("prev", ""), Prop("x-context-pre", " "),
        Prop("x-ContextContent", "a | b | c"), Prop("context", "P"), std::string()}) {
    EXPECT_EQ(NeighboursOf(Pair2("a", "б", props)), "en:?/? ru:?/? ") << props;
  }
}

TEST(Tmx, OwnFilesSayNeighboursThemselves) {
  Unit unit = ReadUnit(FileWith(Pair2("a", "б", Prop("prev", "P")))).value();
  unit.variants[0].previous = std::nullopt;
  unit.variants[1].previous = "";
  EXPECT_THAT(UnitsOf(ReadUnits(FileOf({unit}))), ElementsAre(unit));
}

TEST(Tmx, FillsFieldsFromOtherTools) {
  const Unit unit =
      ReadUnit(FileWith("<tu>" + Prop("x-document", "talks.docx") + Prop("domain", "law") +
                        Prop("x-ConfirmationLevel", "ApprovedSignOff") +
                        Prop("x-Origin", "Alignment") +
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
        FileWith(fmt::format("<tu creationdate=\"{}\"><tuv lang=\"en\"><seg>a</seg></tuv>"
                             "<tuv lang=\"ru\"><seg>б</seg></tuv></tu>",
                             time));
    Unit unit = ReadUnit(file).value();
    EXPECT_EQ(unit.created_micros, 0) << time;
    EXPECT_EQ(unit.properties["tmx:creationdate"], time);
    unit.created_micros = 1'706'696'100'000'000;  // As a memory sets it.
    EXPECT_THAT(FileOf({unit}), HasSubstr(fmt::format("creationdate=\"{}\"", time)));
    EXPECT_THAT(UnitsOf(ReadUnits(FileOf({unit}))), ElementsAre(unit));
  }
}

TEST(Tmx, AFractionHoldsAsLongAsTheTimeDoes) {
  const auto changed = [](std::string_view time) {
    return ReadUnit(FileWith(fmt::format(
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

TEST(Tmx, ABadUnitIsOneBadEntry) {
  const std::vector<std::pair<std::string, std::string>> bad{
      {"<tu><tuv><seg>a</seg></tuv></tu>", "a <tuv> without xml:lang"},
      {"<tu><tuv lang='en'></tuv></tu>", "a <tuv> without <seg>"},
      {"<tu><tuv lang='en'><seg>a</seg><seg>b</seg></tuv></tu>", "two <seg> in one <tuv>"},
      {"<tu><tuv lang='english'><seg>a</seg></tuv></tu>", "'english' is not a BCP-47"},
      {"<tu><seg>a</seg></tu>", "<seg> does not belong in a <tu>"},
      {"<tu>loose<tuv lang='en'><seg>a</seg></tuv></tu>", "text outside of <seg>"},
      {"<tu><tuv lang='en'>loose<seg>a</seg></tuv></tu>", "text outside of <seg>"},
      {"<tu><prop type='a'><b/></prop></tu>", "<b> stands in a <note> or <prop>"},
      {Pair2("a <b>x</b>", "x"), "<b> in <seg> is no inline element"},
      {Pair2("a <sub>x</sub>", "x"), "<sub> in <seg> stands outside of a code"},
      {Pair2("a <ph type='x-dragoman-character'>0041</ph>", "x"), "'0041' is no character"},
      {Pair2("a", "x", Prop("x-dragoman-origin", "robot")),
       "<prop type=\"x-dragoman-origin\">: 'robot' is none of"},
      {Pair2("a", "x", Prop("x-dragoman-author-escaped", "\\q")), "unknown escape in '\\q'"},
      {Pair2("a", "x", Prop("x-dragoman-created", "-5")), "'-5' is no time"},
      {"<tu note='a'><tuv lang='en'><seg>a</seg></tuv></tu>", "an attribute 'note'"},
      {"<tu><tuv lang='en'><seg>a</seg></tuv><tuv lang='EN'><seg>b</seg></tuv></tu>",
       "'en' stands twice"},
      {"<unit/>", "<unit> in <body> is no <tu>"}};
  for (const auto& [unit, why] : bad) {
    const auto entries =
        ReadUnits(FileWith(Pair2("1", "2") + "\n" + unit + "\n" + Pair2("3", "4")));
    ASSERT_OK(entries) << unit;
    ASSERT_EQ(entries->size(), 3U) << unit;
    EXPECT_OK((*entries)[0].value);
    EXPECT_THAT((*entries)[1].value, StatusIs(kBad, why)) << unit;
    EXPECT_EQ((*entries)[1].line, 5U) << unit;
    EXPECT_OK((*entries)[2].value);
  }
}

TEST(Tmx, AnUnknownEntityIsAFaultOfItsUnit) {
  const std::string file =
      absl::StrReplaceAll(FileWith("&nbsp;" + Pair2("a&nbsp;b", "x") + Pair2("c", "d")),
                          {{"<tmx ", "<!DOCTYPE tmx SYSTEM \"tmx14.dtd\"><tmx "}});
  ASSERT_OK_AND_ASSIGN(const Entries entries, ReadUnits(file));
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_THAT(entries[0].value, StatusIs(kBad, "the entity '&nbsp;' is not known"));
  EXPECT_OK(entries[1].value);
}

TEST(Tmx, AFileThatEndsEarlyGivesWhatStandsBefore) {
  const std::string file = FileWith(Pair2("1", "2") + "\n" + Pair2("3", "4 <ph/>"));
  for (size_t size = 0; size < file.size(); ++size) {
    const std::string shown = Shown(std::string_view(file).substr(0, size), 1 << 20);
    EXPECT_THAT(shown, HasSubstr("INVALID_ARGUMENT: line ")) << size;
    const bool has_first = size >= file.find("</tu>") + 5;
    EXPECT_EQ(shown.starts_with("4 true OK\n"), has_first) << size << shown;
  }
  EXPECT_THAT(Shown(FileWith(Pair2("1", "2") + "\n<tu></body>"), 9),
              HasSubstr("line 5: mismatched tag; the file was read up to there"));
}

TEST(Tmx, OtherFilesAreRefused) {
  EXPECT_THAT(ReadUnits("<srx/>"), StatusIs(kBad, "line 1: the root is <srx>, not <tmx>"));
  EXPECT_THAT(ReadUnits("<tmx version=\"2.0\"/>"), StatusIs(kBad, "TMX version '2.0'"));
  EXPECT_THAT(ReadUnits("en\tru\n"), StatusIs(kBad, "line 1: "));
  EXPECT_THAT(ReadUnits("\x1f\x8b nonsense"), StatusIs(kBad, "(gzip) is damaged"));
}

TEST(Tmx, HostileFilesAreRefusedEarly) {
  const std::string bomb = absl::StrReplaceAll(
      FileWith(Pair2("&y;", "x")),
      {{"<tmx ", "<!DOCTYPE tmx [<!ENTITY x \"xxxx\"><!ENTITY y \"&x;&x;\">]><tmx "}});
  EXPECT_THAT(ReadUnits(bomb), StatusIs(kBad, "line 2: a document type with declarations"));
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<hi>";
  EXPECT_THAT(ReadUnits(FileWith("<tu><tuv lang='en'><seg>" + deep)),
              StatusIs(kBad, "line 4: elements are nested too deep"));
  EXPECT_THAT(ReadUnits(FileWith("<tu a='" + std::string(2 << 20, 'x'))),
              StatusIs(kBad, "line 4: a tag or comment of more than"));
}

TEST(Tmx, GiantUnitsAreBadEntriesAndEndlessOnesEndTheFile) {
  const std::string megabyte(1 << 20, 'x');
  std::string giant = "<tu><tuv lang='en'><seg>";
  for (int i = 0; i < 33; ++i) giant += megabyte;
  const std::string end = "</seg></tuv></tu>";
  ASSERT_OK_AND_ASSIGN(const Entries entries, ReadUnits(FileWith(giant + end + Pair2("a", "b"))));
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_THAT(entries[0].value, StatusIs(kBad, "more than 32 MiB; split it"));
  EXPECT_OK(entries[1].value);
  EXPECT_THAT(ReadUnits(FileWith(giant + megabyte + giant)),
              StatusIs(kBad, "line 4: 64 MiB without the end of a <tu>"));
  EXPECT_THAT(ReadUnits(Gzip(FileWith(std::string(100 << 20, ' ')))),
              StatusIs(kBad, "64 MiB without the end of a <tu>"));
}

TEST(Tmx, PackedFilesAreRead) {
  const std::string file = FileWith(Pair2("a", "b"));
  EXPECT_THAT(UnitsOf(ReadUnits(Gzip(file))), ElementsAre(ReadUnit(file).value()));
  const std::string members = Gzip(file.substr(0, 50)) + Gzip(file.substr(50));
  EXPECT_THAT(UnitsOf(ReadUnits(members, {}, 1)), ElementsAre(ReadUnit(file).value()));
  for (size_t size = 2; size < members.size(); ++size) {
    EXPECT_FALSE(ReadUnits(members.substr(0, size)).ok()) << size;
  }
}

TEST(Tmx, PiecesMakeNoDifference) {
  TestRandom random;
  std::vector<std::string> files{
      FileWith(Pair2("a &amp; <ph>b</ph>", "é") + "\n<x/>" + Pair2("c", "d <b/>") + "<tu></body>")};
  files.push_back(Gzip(files.front()));
  files.push_back(FileOf({RandomUnit(random), RandomUnit(random)}));
  for (const std::string& file : files) {
    const std::string whole = Shown(file, 1 << 20);
    for (const size_t piece : {1, 2, 3, 7, 100}) EXPECT_EQ(Shown(file, piece), whole);
  }
}

TEST(Tmx, RandomChangesNeverHarm) {
  TestRandom random;
  for (int i = 0; i < 500; ++i) {
    std::string file = FileOf({RandomUnit(random), RandomUnit(random)});
    for (uint64_t j = 1 + random.Below(3); j > 0; --j) {
      file.replace(random.Below(file.size()), random.Below(6), RandomBytes(random, 6));
    }
    EXPECT_EQ(Shown(file, 1 << 20), Shown(file, 1 + random.Below(50)));
  }
}

TEST(Tmx, FilesOfOtherToolsAreReadBackAsWritten) {
  const std::string folder = DRAGOMAN_SHARED_DIR "/corpus/exchange/tmx";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no shared corpus";
  for (const auto& path : std::filesystem::directory_iterator(folder)) {
    const auto entries = ReadUnits(FileAt(path.path()).value());
    ASSERT_OK(entries) << path;
    std::vector<Unit> units;
    for (const auto& entry : *entries) {
      if (entry.value.ok()) units.push_back(entry.value->unit);
    }
    const std::string file = FileOf(units);
    const std::vector<Unit> again = UnitsOf(ReadUnits(file));
    EXPECT_EQ(again, units) << path;
    EXPECT_EQ(FileOf(again), file) << path;
  }
}

}  // namespace
}  // namespace dragoman
