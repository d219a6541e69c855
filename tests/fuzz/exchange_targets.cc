// Files of every format: read at once and in pieces alike, and what was read is written and read
// again.
#include <sstream>

#include "server/base/utf8.h"
#include "server/exchange/concept_tsv.h"
#include "server/exchange/list_cell.h"
#include "server/exchange/rendered_document.h"
#include "server/exchange/srx.h"
#include "server/exchange/tbx.h"
#include "server/exchange/tmx.h"
#include "server/exchange/unit_tsv.h"
#include "server/exchange/xliff.h"
#include "server/exchange/xliff_document.h"
#include "server/exchange/xml_text.h"
#include "tests/fuzz/fuzz_target.h"

namespace dragoman {
namespace {

const std::vector<std::string> kLanguages = {"en", "ru", "ur"};

template <typename Value>
struct Content {
  std::vector<ReadEntry<Value>> entries;
  Status status;
};

template <typename Value>
using Reader = StatusOr<std::unique_ptr<EntryReader<Value>>>;

// Reads a file in pieces; the texts of its skipped entries are asked for too.
template <typename Value>
Content<Value> Read(const Reader<Value>& reader, std::string_view file, size_t piece_bytes) {
  Content<Value> content;
  if (!reader.ok()) return {{}, reader.status()};
  const SkippedEntries* skipped = (*reader)->KeepTexts();
  const auto sink = [&](ReadEntry<Value> entry) {
    if (!entry.value.ok() && skipped != nullptr) {
      const std::string text =
          skipped->Header() + skipped->Entry({entry.line, entry.text, "wrong"}) + skipped->Footer();
      Require(!FirstInvalidUtf8(text), "skipped entries are UTF-8");
    }
    entry.text = {};
    content.entries.push_back(std::move(entry));
    return absl::OkStatus();
  };
  for (; !file.empty() && content.status.ok();
       file.remove_prefix(std::min(piece_bytes, file.size()))) {
    content.status = (*reader)->Feed(file.substr(0, piece_bytes), sink);
  }
  if (content.status.ok()) content.status = (*reader)->Finish(sink);
  (*reader)->Languages();
  (*reader)->CountedLosses();
  return content;
}

template <typename Value>
void RequireSame(const Content<Value>& a, const Content<Value>& b) {
  Require(a.status == b.status, "the file is as good in pieces as at once");
  Require(a.entries.size() == b.entries.size(), "it has as many entries");
  for (size_t i = 0; i < a.entries.size(); ++i) {
    const auto& one = a.entries[i];
    const auto& other = b.entries[i];
    Require(one.line == other.line && one.begins_document == other.begins_document, "places");
    Require(one.value.ok() == other.value.ok(), "the same entries are good");
    if (!one.value.ok()) Require(one.value.status() == other.value.status(), "reasons");
  }
}

void RequireValid(const UnitEntry& entry) {
  for (const Variant& variant : entry.unit.variants) {
    Require(!FirstInvalidUtf8(variant.segment.text), "texts are UTF-8");
    uint32_t before = 0;
    for (const Code& code : variant.segment.codes) {
      Require(code.position_byte >= before, "codes are in order");
      Require(code.position_byte <= variant.segment.text.size(), "codes stand in the text");
      before = code.position_byte;
    }
  }
}

void RequireValid(const Concept& entry) {
  for (const Term& term : entry.terms) Require(!FirstInvalidUtf8(term.text), "terms are UTF-8");
}

// The first byte says how the file is cut; returns what it holds.
template <typename Value, typename NewReader>
Content<Value> ReadInPieces(FuzzInput& input, const NewReader& new_reader) {
  const size_t piece_bytes = 1 + input.Below(64);
  Content<Value> whole = Read<Value>(new_reader(), input.Rest(), 1 << 20);
  RequireSame(whole, Read<Value>(new_reader(), input.Rest(), piece_bytes));
  for (const auto& entry : whole.entries) {
    if (entry.value.ok()) RequireValid(*entry.value);
  }
  return whole;
}

// What is read from a file that is written of units is what was written.
void RequireRoundTrip(const Content<UnitEntry>& content) {
  const auto writer = NewTmxWriter(kLanguages);
  Require(writer.ok(), "a writer");
  std::string file = (*writer)->Header();
  size_t count = 0;
  for (const auto& entry : content.entries) {
    if (!entry.value.ok()) continue;
    const auto row = (*writer)->Row(entry.value->unit);
    if (row) file += *row;
    count += row.has_value();
  }
  file += (*writer)->Footer();
  const Content<UnitEntry> again = Read<UnitEntry>(NewTmxReader({}), file, 1 << 20);
  Require(again.status.ok(), "what is written is TMX");
  Require(again.entries.size() == count, "it has all units");
}

const FuzzRegistration kTmx("tmx", [](std::string_view bytes) {
  FuzzInput input(bytes);
  RequireRoundTrip(ReadInPieces<UnitEntry>(input, [] { return NewTmxReader({}); }));
});

const FuzzRegistration kXliff("xliff", [](std::string_view bytes) {
  FuzzInput input(bytes);
  RequireRoundTrip(ReadInPieces<UnitEntry>(input, [] { return NewXliffReader({}); }));
});

// Returns the file with the text of each block that may be written in its target, without its codes
// where it cannot have them, and a candidate and a term beside it.
std::string WrittenWithCopies(const DocumentFile& file, const DocumentLanguages& languages) {
  BlockTranslations translations;
  std::vector<SegmentNotes> notes;
  for (const DocumentBlock& block : file.blocks()) {
    translations.emplace_back(block.segment);
    SegmentNotes& known = notes.emplace_back();
    known.basis = TranslationBasis::kExact;
    known.candidates.push_back(
        {.source = block.segment, .target = block.segment, .origin = "memories/m/units/1"});
    known.terms.push_back({{0, static_cast<uint32_t>(block.segment.text.size())}, {"x"}, "c"});
    Require(file.Takes(notes.size() - 1, block.segment), "a source is a translation of itself");
  }
  const auto written = file.WriteWithNotes(translations, notes, languages);
  Require(written.ok(), "what a file takes is written");
  return *written;
}

// A file is the same without translations, and has those that were written.
const FuzzRegistration kXliffDocument("xliff_document", [](std::string_view bytes) {
  const DocumentLanguages languages = {Language::Parse("en").value(),
                                       Language::Parse("ru").value()};
  const auto file = ReadDocumentFile(std::string(bytes), DocumentFormat::kXliff);
  if (!file.ok()) return;
  const auto same = (*file)->Write({}, languages);
  Require(same.ok() && *same == bytes, "without translations it is the same file");
  const auto again = ReadDocumentFile(WrittenWithCopies(**file, languages), DocumentFormat::kXliff);
  Require(again.ok(), "what is written is XLIFF");
  Require((*again)->blocks().size() == (*file)->blocks().size(), "it has the same blocks");
  for (size_t i = 0; i < (*file)->blocks().size(); ++i) {
    const DocumentBlock& before = (*file)->blocks()[i];
    const DocumentBlock& after = (*again)->blocks()[i];
    Require(after.segment == before.segment, "sources stay");
    const bool is_locked = before.status == BlockStatus::kLocked;
    Require(after.translation == (is_locked ? before.translation : before.segment), "targets");
  }
});

const FuzzRegistration kTbx("tbx", [](std::string_view bytes) {
  FuzzInput input(bytes);
  ReadInPieces<Concept>(input, [] { return NewTbxReader({}); });
});

TableSettings TableOf(FuzzInput& input) {
  TableSettings settings;
  const size_t choice = input.Below(8);
  settings.is_csv = (choice & 1) != 0;
  settings.is_raw = settings.is_csv && (choice & 2) != 0;
  if ((choice & 4) != 0) settings.columns = {"en", "ru"};
  return settings;
}

const FuzzRegistration kUnitTable("unit_table", [](std::string_view bytes) {
  FuzzInput input(bytes);
  const TableSettings settings = TableOf(input);
  RequireRoundTrip(ReadInPieces<UnitEntry>(input, [&] { return NewUnitTsvReader(settings); }));
});

const FuzzRegistration kConceptTable("concept_table", [](std::string_view bytes) {
  FuzzInput input(bytes);
  TableSettings settings = TableOf(input);
  if (!settings.columns.empty()) settings.columns.insert(settings.columns.begin(), "id");
  ReadInPieces<Concept>(input, [&] { return NewConceptTsvReader(settings); });
});

const FuzzRegistration kSrx("srx", [](std::string_view bytes) {
  const auto rules = ParseSrx("rules.srx", bytes);
  if (!rules.ok()) return;
  const std::string file = WriteSrx(*rules);
  const auto again = ParseSrx("again.srx", file);
  Require(again.ok(), "what is written is SRX");
  Require(WriteSrx(*again) == file, "it says the same");
});

const FuzzRegistration kCells("cells", [](std::string_view bytes) {
  if (const auto items = ParseListCell(bytes); items.ok()) {
    const std::string cell = FormatListCell(*items);
    const auto again = ParseListCell(cell);
    Require(again.ok() && FormatListCell(*again) == cell, "a list is read as it is written");
  }
  if (FirstInvalidUtf8(bytes)) return;
  const auto text = UnescapeFromXml(EscapeForXml(bytes));
  Require(text.ok() && *text == bytes, "escapes of XML are undone");
  const auto cell = UnescapeText(EscapeText(bytes));
  Require(cell.ok() && *cell == bytes, "escapes of cells are undone");
});

}  // namespace
}  // namespace dragoman
