#include "tests/exchange/tmx_support.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace dragoman {
namespace {

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

Segment RandomTmxSegment(TestRandom& random) {
  Segment segment{.text = RandomText(random), .codes = {}};
  for (uint64_t i = random.Below(6); i > 0; --i) {
    segment.codes.push_back(RandomCode(random, 0));
  }
  for (uint64_t i = random.Below(4); i > 0; --i) {
    segment.codes.push_back(RandomCode(random, static_cast<uint32_t>(segment.text.size())));
  }
  return segment;
}

}  // namespace

StatusOr<TmxEntries> ReadTmx(std::string_view file, const std::vector<std::string>& languages,
                             size_t piece_bytes) {
  ASSIGN_OR_RETURN(const auto reader, NewTmxReader(languages));
  return ReadAll(*reader, file, piece_bytes);
}

std::vector<Unit> UnitsOf(const StatusOr<TmxEntries>& entries) {
  EXPECT_OK(entries);
  std::vector<Unit> units;
  if (!entries.ok()) return units;
  for (const auto& entry : *entries) {
    EXPECT_OK(entry.value) << "line " << entry.line;
    if (entry.value.ok()) units.push_back(entry.value->unit);
  }
  return units;
}

StatusOr<Unit> ReadTmxUnit(std::string_view file) {
  ASSIGN_OR_RETURN(const TmxEntries entries, ReadTmx(file));
  if (entries.size() != 1) return Error(StatusCode::kInternal, "{} entries", entries.size());
  RETURN_IF_ERROR(entries.front().value.status());
  return entries.front().value->unit;
}

std::string TmxWith(std::string_view body, std::string_view header) {
  return fmt::format(
      "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"><header "
      "{}>\n</header><body>\n{}\n</body></tmx>",
      header, body);
}

std::string TmxPair(std::string_view en, std::string_view ru, std::string_view props) {
  return fmt::format(
      "<tu>{}<tuv xml:lang=\"en\"><seg>{}</seg></tuv><tuv xml:lang=\"ru\"><seg>{}</seg></tuv></tu>",
      props, en, ru);
}

std::string TmxProp(std::string_view type, std::string_view text) {
  return fmt::format("<prop type=\"{}\">{}</prop>", type, text);
}

std::string TmxOf(const std::vector<Unit>& units, const std::vector<std::string>& languages) {
  const auto writer = NewTmxWriter(languages);
  EXPECT_OK(writer);
  std::string file = (*writer)->Header();
  for (const Unit& unit : units) file += (*writer)->Row(unit).value_or("");
  return file + (*writer)->Footer();
}

Variant VariantOf(std::string_view tag, Segment segment) {
  Variant variant;
  variant.language = Tag(tag);
  variant.segment = std::move(segment);
  return variant;
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

std::string ShownTmx(std::string_view file, size_t piece_bytes) {
  return ShownFile(**NewTmxReader({}), file, piece_bytes);
}

std::string ShownFile(UnitReader& reader, std::string_view file, size_t piece_bytes) {
  std::string text;
  const auto sink = [&text](const ReadEntry<UnitEntry>& entry) {
    text += fmt::format("{} {} {}\n", entry.line, entry.begins_document,
                        entry.value.status().ToString());
    if (entry.value.ok()) text += TmxOf({entry.value->unit});
    return absl::OkStatus();
  };
  Status status;
  for (; status.ok() && !file.empty(); file.remove_prefix(std::min(piece_bytes, file.size()))) {
    status = reader.Feed(file.substr(0, piece_bytes), sink);
  }
  if (status.ok()) status = reader.Finish(sink);
  return text + status.ToString();
}

Unit RandomTmxUnit(TestRandom& random) {
  Unit unit;
  const auto chance = [&random] { return random.Below(2) == 0; };
  for (const char* tag : {"en", "ru", "ur-PK"}) {
    if (unit.variants.size() == 2 && chance()) continue;
    Variant variant = VariantOf(tag, RandomTmxSegment(random));
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

}  // namespace dragoman
