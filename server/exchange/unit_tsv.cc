#include "server/exchange/unit_tsv.h"

#include <absl/strings/ascii.h>
#include <absl/strings/match.h>
#include <absl/strings/numbers.h>

#include <algorithm>
#include <array>
#include <utility>

#include "server/exchange/list_cell.h"
#include "server/exchange/tsv.h"

namespace dragoman {
namespace {

enum class Field : uint8_t {
  kSkip,
  kText,
  kPrevious,
  kNext,
  kCodes,
  kOrigin,
  kState,
  kAuthor,
  kDocument,
  kDomain,
  kCreated,
  kChanged,
  kProperty
};

struct Column {
  std::string name;
  Field field = Field::kSkip;
  Language language;  // Of kText to kCodes.
  std::string key;    // Of kProperty.
};

struct FieldName {
  std::string_view name;
  Field field;
};
constexpr std::array kDetails{FieldName{"previous", Field::kPrevious},
                              FieldName{"next", Field::kNext}, FieldName{"codes", Field::kCodes}};
constexpr std::array kAttributes{
    FieldName{"origin", Field::kOrigin},  FieldName{"state", Field::kState},
    FieldName{"author", Field::kAuthor},  FieldName{"document", Field::kDocument},
    FieldName{"domain", Field::kDomain},  FieldName{"created", Field::kCreated},
    FieldName{"changed", Field::kChanged}};
constexpr std::string_view kProperty = "property:";
constexpr std::array<std::string_view, 4> kOrigins{"", "human", "machine", "aligned"};
constexpr std::array<std::string_view, 4> kStates{"", "draft", "translated", "reviewed"};
constexpr std::array<std::string_view, 4> kCodeKinds{"", "open", "close", "alone"};

Status BadColumn(std::string_view name, std::string_view why) {
  return FieldError("columns", fmt::format("'{}': {}", Shortened(name), why));
}

template <size_t n>
StatusOr<Field> FieldOfName(const std::array<FieldName, n>& names, std::string_view name) {
  for (const FieldName& one : names) {
    if (one.name == name) return one.field;
  }
  return BadColumn(name, "no such column; see the columns of TSV files in the documentation");
}

template <size_t n>
StatusOr<uint8_t> ValueOfName(const std::array<std::string_view, n>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<uint8_t>(found - names.begin());
  return Error(StatusCode::kInvalidArgument, "'{}' is none of {}", Shortened(name),
               fmt::join(names.begin() + 1, names.end(), ", "));
}

StatusOr<Column> ParseColumn(std::string_view name) {
  Column column{.name = std::string(name), .field = Field::kSkip, .language = {}, .key = {}};
  if (name == "-") return column;
  const size_t at = name.find('@');
  if (at == 0 && name.substr(1).starts_with(kProperty)) {
    column.field = Field::kProperty;
    column.key = name.substr(1 + kProperty.size());
    return column;
  }
  if (at == 0) {
    ASSIGN_OR_RETURN(column.field, FieldOfName(kAttributes, name.substr(1)));
    return column;
  }
  const auto language = Language::Parse(name.substr(0, at));
  if (!language.ok()) return BadColumn(name, MessageOf(language.status()));
  column.language = *language;
  column.field = Field::kText;
  if (at != std::string_view::npos) {
    ASSIGN_OR_RETURN(column.field, FieldOfName(kDetails, name.substr(at + 1)));
  }
  return column;
}

Status CheckColumns(const std::vector<Column>& columns) {
  std::set<std::string> seen;
  size_t texts = 0;
  for (const Column& column : columns) {
    if (column.field == Field::kSkip) continue;
    texts += column.field == Field::kText;
    const std::string_view prefix = column.language.empty() ? column.name : column.language.tag();
    if (!seen.insert(fmt::format("{}@{}", prefix, static_cast<int>(column.field))).second) {
      return BadColumn(column.name, "given twice");
    }
  }
  if (texts > 0) return absl::OkStatus();
  return FieldError("columns", "no language among them; name the languages, as in en,ru,ur");
}

StatusOr<std::vector<Column>> ParseColumns(const std::vector<std::string>& names) {
  std::vector<Column> columns;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(Column column, ParseColumn(ToStd(absl::StripAsciiWhitespace(ToAbsl(name)))));
    columns.push_back(std::move(column));
  }
  RETURN_IF_ERROR(CheckColumns(columns));
  return columns;
}

StatusOr<int64_t> ParseMicros(std::string_view text) {
  int64_t micros = 0;
  if (absl::SimpleAtoi(ToAbsl(text), &micros) && micros > 0) return micros;
  return Error(StatusCode::kInvalidArgument, "'{}' is no time in microseconds", Shortened(text));
}

StatusOr<Code> CodeOf(const ListItem& item) {
  Code code;
  ASSIGN_OR_RETURN(const uint8_t kind, ValueOfName(kCodeKinds, item.text));
  code.kind = static_cast<CodeKind>(kind);
  for (const auto& [name, value] : item.attributes) {
    ASSIGN_OR_RETURN(const auto parts, SplitEscaped(value, '\0'));
    const std::string text = parts.empty() ? "" : parts.front();
    if (name == "code") code.content = text;
    if (name == "at" && !absl::SimpleAtoi(text, &code.position_byte)) {
      return Error(StatusCode::kInvalidArgument, "'{}' is no byte position", Shortened(text));
    }
  }
  return code;
}

StatusOr<std::vector<Code>> ParseCodes(std::string_view cell) {
  ASSIGN_OR_RETURN(const auto items, ParseListCell(cell));
  std::vector<Code> codes;
  for (const ListItem& item : items) {
    ASSIGN_OR_RETURN(Code code, CodeOf(item));
    codes.push_back(std::move(code));
  }
  return codes;
}

std::string FormatCodes(const std::vector<Code>& codes) {
  std::vector<ListItem> items;
  for (const Code& code : codes) {
    items.push_back({std::string(kCodeKinds[static_cast<size_t>(code.kind)]),
                     {{"at", std::to_string(code.position_byte)},
                      {"code", JoinEscaped({code.content}, '\0')}}});
  }
  return FormatListCell(items);
}

// Returns the unit's variant of the language; adds it when there is none.
Variant& VariantOf(Unit& unit, const Language& language) {
  for (Variant& variant : unit.variants) {
    if (variant.language == language) return variant;
  }
  unit.variants.emplace_back().language = language;
  return unit.variants.back();
}

// Sets what one filled cell says. `raw` is the cell as it stands, `text` what it stands for.
Status SetField(Unit& unit, const Column& column, std::string_view raw, std::string text) {
  switch (column.field) {
    case Field::kSkip:
      break;
    case Field::kText:
      VariantOf(unit, column.language).segment.text = std::move(text);
      break;
    case Field::kPrevious:
      VariantOf(unit, column.language).previous = std::move(text);
      break;
    case Field::kNext:
      VariantOf(unit, column.language).next = std::move(text);
      break;
    case Field::kCodes: {
      ASSIGN_OR_RETURN(VariantOf(unit, column.language).segment.codes, ParseCodes(raw));
      break;
    }
    case Field::kOrigin: {
      ASSIGN_OR_RETURN(const uint8_t origin, ValueOfName(kOrigins, text));
      unit.origin = static_cast<Origin>(origin);
      break;
    }
    case Field::kState: {
      ASSIGN_OR_RETURN(const uint8_t state, ValueOfName(kStates, text));
      unit.state = static_cast<ReviewState>(state);
      break;
    }
    case Field::kAuthor:
      unit.author = std::move(text);
      break;
    case Field::kDocument:
      unit.document = std::move(text);
      break;
    case Field::kDomain:
      unit.domain = std::move(text);
      break;
    case Field::kCreated: {
      ASSIGN_OR_RETURN(unit.created_micros, ParseMicros(text));
      break;
    }
    case Field::kChanged: {
      ASSIGN_OR_RETURN(unit.changed_micros, ParseMicros(text));
      break;
    }
    case Field::kProperty:
      unit.properties[column.key] = std::move(text);
      break;
  }
  return absl::OkStatus();
}

std::string NeighbourCell(const std::optional<std::string>& text) {
  if (!text) return "";
  return text->empty() ? "\\e" : Escape(*text);
}

std::string VariantCell(const Variant* variant, Field field) {
  if (variant == nullptr) return "";
  switch (field) {
    case Field::kText:
      return Escape(variant->segment.text);
    case Field::kPrevious:
      return NeighbourCell(variant->previous);
    case Field::kNext:
      return NeighbourCell(variant->next);
    default:
      return FormatCodes(variant->segment.codes);
  }
}

std::string PropertyCell(const Unit& unit, const std::string& key) {
  const auto found = unit.properties.find(key);
  if (found == unit.properties.end()) return "";
  return found->second.empty() ? "\\e" : Escape(found->second);
}

std::string CellOf(const Unit& unit, const Column& column) {
  switch (column.field) {
    case Field::kSkip:
      return "";
    case Field::kText:
    case Field::kPrevious:
    case Field::kNext:
    case Field::kCodes:
      return VariantCell(unit.At(column.language), column.field);
    case Field::kOrigin:
      return std::string(kOrigins[static_cast<size_t>(unit.origin)]);
    case Field::kState:
      return std::string(kStates[static_cast<size_t>(unit.state)]);
    case Field::kAuthor:
      return Escape(unit.author);
    case Field::kDocument:
      return Escape(unit.document);
    case Field::kDomain:
      return Escape(unit.domain);
    case Field::kCreated:
      return std::to_string(unit.created_micros);
    case Field::kChanged:
      return std::to_string(unit.changed_micros);
    case Field::kProperty:
      return PropertyCell(unit, column.key);
  }
  return "";
}

class Reader : public UnitReader {
 public:
  explicit Reader(std::vector<Column> columns, bool escapes)
      : columns_(std::move(columns)), escapes_(escapes), named_(!columns_.empty()) {}

  Status Feed(std::string_view bytes, const Sink& sink) override {
    return rows_.Feed(bytes, [&](TsvRow row) { return TakeRow(std::move(row), sink); });
  }
  Status Finish(const Sink& sink) override {
    return rows_.Finish([&](TsvRow row) { return TakeRow(std::move(row), sink); });
  }

 private:
  Status TakeRow(TsvRow row, const Sink& sink) {
    if (columns_.empty()) return TakeHeader(row);
    if (named_ && row.line == 1 && IsHeader(row.cells)) return absl::OkStatus();
    if (row.status.ok() && row.cells.size() == 1 && row.cells.front().empty()) {
      begins_document_ = true;
      return absl::OkStatus();
    }
    const bool begins = std::exchange(begins_document_, false);
    if (!row.status.ok()) return sink({row.line, row.status, begins});
    return sink({row.line, UnitOf(row.cells), begins});
  }

  Status TakeHeader(const TsvRow& row) {
    RETURN_IF_ERROR(row.status);
    ASSIGN_OR_RETURN(columns_, ParseColumns(row.cells));
    return absl::OkStatus();
  }

  bool IsHeader(const std::vector<std::string>& cells) const {
    return cells.size() == columns_.size() &&
           std::equal(cells.begin(), cells.end(), columns_.begin(),
                      [](const std::string& cell, const Column& column) {
                        return absl::EqualsIgnoreCase(cell, column.name);
                      });
  }

  StatusOr<UnitEntry> UnitOf(const std::vector<std::string>& cells) const {
    if (cells.size() != columns_.size()) return WrongCount(cells.size());
    UnitEntry entry;
    for (size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].empty() || columns_[i].field == Field::kSkip) continue;
      RETURN_IF_ERROR(SetCell(entry.unit, columns_[i], cells[i]));
    }
    std::erase_if(entry.unit.variants,
                  [](const Variant& variant) { return variant.segment.text.empty(); });
    if (!entry.unit.variants.empty()) entry.source = entry.unit.variants.front().language;
    return entry;
  }

  Status SetCell(Unit& unit, const Column& column, std::string_view cell) const {
    std::string text(cell);
    Status status;
    if (escapes_ && column.field != Field::kCodes) {
      auto unescaped = Unescape(cell);
      status = unescaped.status();
      if (status.ok()) text = *std::move(unescaped);
    }
    if (status.ok()) status = SetField(unit, column, cell, std::move(text));
    return status.ok() ? status : FieldError(column.name, MessageOf(status));
  }

  Status WrongCount(size_t count) const {
    std::vector<std::string_view> names;
    for (const Column& column : columns_) names.push_back(column.name);
    return Error(StatusCode::kInvalidArgument, "{} column{} where {} are expected ({})", count,
                 count == 1 ? "" : "s", columns_.size(), fmt::join(names, ", "));
  }

  std::vector<Column> columns_;
  const bool escapes_;
  const bool named_;  // The caller named the columns.
  TsvReader rows_;
  bool begins_document_ = true;
};

class Writer : public UnitTsvWriter {
 public:
  explicit Writer(std::vector<Column> columns) : columns_(std::move(columns)) {}

  std::string Header() const override {
    std::vector<std::string> names;
    for (const Column& column : columns_) names.push_back(Escape(column.name));
    return JoinRow(names);
  }

  std::optional<std::string> Row(const Unit& unit) const override {
    std::vector<std::string> cells;
    bool filled = false;
    for (const Column& column : columns_) {
      cells.push_back(CellOf(unit, column));
      filled |= column.field == Field::kText && !cells.back().empty();
    }
    return filled ? std::optional(JoinRow(cells)) : std::nullopt;
  }

 private:
  std::vector<Column> columns_;
};

}  // namespace

StatusOr<std::unique_ptr<UnitReader>> NewUnitTsvReader(const TsvSettings& settings) {
  std::vector<Column> columns;
  if (!settings.columns.empty()) {
    ASSIGN_OR_RETURN(columns, ParseColumns(settings.columns));
  }
  const bool escapes = settings.escapes.value_or(columns.empty());
  return std::make_unique<Reader>(std::move(columns), escapes);
}

void UnitTsvColumns::Add(const Unit& unit) {
  for (const Variant& variant : unit.variants) {
    const std::string& tag = variant.language.tag();
    languages_.insert(tag);
    if (variant.previous) details_.insert(tag + "@previous");
    if (variant.next) details_.insert(tag + "@next");
    if (!variant.segment.codes.empty()) details_.insert(tag + "@codes");
  }
  if (unit.origin != Origin::kUnspecified) attributes_.insert("@origin");
  if (unit.state != ReviewState::kUnspecified) attributes_.insert("@state");
  if (!unit.author.empty()) attributes_.insert("@author");
  if (!unit.document.empty()) attributes_.insert("@document");
  if (!unit.domain.empty()) attributes_.insert("@domain");
  for (const auto& [key, value] : unit.properties) attributes_.insert("@property:" + key);
  attributes_.insert({"@created", "@changed"});
}

std::vector<std::string> UnitTsvColumns::Names() const {
  std::vector<std::string> names(languages_.begin(), languages_.end());
  names.insert(names.end(), details_.begin(), details_.end());
  names.insert(names.end(), attributes_.begin(), attributes_.end());
  return names;
}

StatusOr<std::unique_ptr<UnitTsvWriter>> UnitTsvWriter::Create(
    const std::vector<std::string>& columns) {
  ASSIGN_OR_RETURN(auto parsed, ParseColumns(columns));
  return std::make_unique<Writer>(std::move(parsed));
}

}  // namespace dragoman
