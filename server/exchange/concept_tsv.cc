#include "server/exchange/concept_tsv.h"

#include <absl/strings/ascii.h>

#include <algorithm>
#include <array>
#include <utility>

#include "server/exchange/list_cell.h"
#include "server/exchange/tsv.h"

namespace dragoman {
namespace {

enum class Field : uint8_t {
  kSkip,
  kId,
  kText,
  kPreferred,
  kVariants,
  kAbbreviations,
  kDeprecated,
  kForbidden,
  kForms,
  kGender,
  kPartOfSpeech,
  kTermNote
};

struct Column {
  std::string name;
  Field field = Field::kSkip;
  std::string Concept::*text = nullptr;  // Of kText.
  Language language;                     // Of kPreferred and below.
};

struct TextName {
  std::string_view name;
  std::string Concept::*text;
};
constexpr std::array kTexts{
    TextName{"category", &Concept::category},     TextName{"domain", &Concept::domain},
    TextName{"definition", &Concept::definition}, TextName{"note", &Concept::note},
    TextName{"source", &Concept::source},         TextName{"confidence", &Concept::confidence}};

struct FieldName {
  std::string_view suffix;
  Field field;
};
constexpr std::array kTermFields{
    FieldName{"variants", Field::kVariants},     FieldName{"abbr", Field::kAbbreviations},
    FieldName{"deprecated", Field::kDeprecated}, FieldName{"forbidden", Field::kForbidden},
    FieldName{"forms", Field::kForms},           FieldName{"gender", Field::kGender},
    FieldName{"pos", Field::kPartOfSpeech},      FieldName{"note", Field::kTermNote}};

constexpr std::array<std::string_view, 5> kStatuses{"", "preferred", "admitted", "deprecated",
                                                    "forbidden"};
constexpr std::array<std::string_view, 4> kTypes{"", "full", "abbr", "variant"};
constexpr std::array<std::string_view, 3> kCaseRules{"", "any", "exact"};

Status BadColumn(std::string_view name, std::string_view why) {
  return FieldError("columns", fmt::format("'{}': {}", Shortened(name), why));
}

StatusOr<Column> ParseTermColumn(std::string_view name) {
  Column column{
      .name = std::string(name), .field = Field::kPreferred, .text = nullptr, .language = {}};
  const size_t underscore = name.find('_');
  const auto language = Language::Parse(name.substr(0, underscore));
  if (!language.ok()) return BadColumn(name, "neither a column of glossaries nor a language tag");
  column.language = *language;
  if (underscore == std::string_view::npos) return column;
  const std::string_view suffix = name.substr(underscore + 1);
  for (const FieldName& one : kTermFields) {
    if (one.suffix == suffix) column.field = one.field;
  }
  if (column.field == Field::kPreferred) return BadColumn(name, "no such column of a term");
  return column;
}

StatusOr<Column> ParseColumn(std::string_view name) {
  Column column{.name = std::string(name), .field = Field::kSkip, .text = nullptr, .language = {}};
  if (name == "-") return column;
  if (name == "id") {
    column.field = Field::kId;
    return column;
  }
  for (const TextName& one : kTexts) {
    if (one.name != name) continue;
    column.field = Field::kText;
    column.text = one.text;
    return column;
  }
  return ParseTermColumn(name);
}

StatusOr<std::vector<Column>> ParseColumns(const std::vector<std::string>& names) {
  std::vector<Column> columns;
  std::set<std::string> seen;
  bool has_terms = false;
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(Column column, ParseColumn(ToStd(absl::StripAsciiWhitespace(ToAbsl(name)))));
    if (column.field != Field::kSkip && !seen.insert(column.name).second) {
      return BadColumn(name, "given twice");
    }
    has_terms |= column.field >= Field::kPreferred && column.field <= Field::kForbidden;
    columns.push_back(std::move(column));
  }
  if (has_terms) return columns;
  return FieldError("columns", "no terms among them; name languages, as in id,en,ru,ur");
}

// Terms whose column says what they are; attributes state what differs.
struct Usual {
  TermStatus status;
  TermType type;
};
Usual UsualOf(Field field) {
  switch (field) {
    case Field::kPreferred:
      return {TermStatus::kPreferred, TermType::kFullForm};
    case Field::kAbbreviations:
      return {TermStatus::kAdmitted, TermType::kAbbreviation};
    case Field::kDeprecated:
      return {TermStatus::kDeprecated, TermType::kFullForm};
    case Field::kForbidden:
      return {TermStatus::kForbidden, TermType::kFullForm};
    default:
      return {TermStatus::kAdmitted, TermType::kVariant};
  }
}

template <typename Value, size_t n>
Status SetByName(const std::array<std::string_view, n>& names, std::string_view name,
                 Value& value) {
  const auto found = std::find(names.begin() + 1, names.end(), name);
  if (found == names.end()) {
    return Error(StatusCode::kInvalidArgument, "'{}' is none of {}", Shortened(name),
                 fmt::join(names.begin() + 1, names.end(), ", "));
  }
  value = static_cast<Value>(found - names.begin());
  return absl::OkStatus();
}

Status SetText(std::string_view raw, std::string& text) {
  ASSIGN_OR_RETURN(auto parts, SplitEscaped(raw, '\0'));
  text = parts.empty() ? "" : std::move(parts.front());
  return absl::OkStatus();
}

Status SetAttribute(std::string_view name, std::string_view raw, Term& term) {
  if (name == "gender") return SetText(raw, term.gender);
  if (name == "pos") return SetText(raw, term.part_of_speech);
  if (name == "note") return SetText(raw, term.note);
  if (name == "status") return SetByName(kStatuses, raw, term.status);
  if (name == "type") return SetByName(kTypes, raw, term.type);
  if (name == "case") return SetByName(kCaseRules, raw, term.case_rule);
  if (name == "stem") {
    term.no_stem = raw == "no";
    return absl::OkStatus();
  }
  if (name == "forms") {
    ASSIGN_OR_RETURN(term.forms, SplitEscaped(raw, ','));
    return absl::OkStatus();
  }
  return Error(StatusCode::kInvalidArgument, "no attribute '{}'", Shortened(name));
}

Status AddTerms(const Column& column, std::string_view cell, Concept& entry) {
  ASSIGN_OR_RETURN(const auto items, ParseListCell(cell));
  const Usual usual = UsualOf(column.field);
  for (const ListItem& item : items) {
    Term term;
    term.language = column.language;
    term.text = item.text;
    term.status = usual.status;
    term.type = usual.type;
    for (const auto& [name, value] : item.attributes) {
      RETURN_IF_ERROR(SetAttribute(name, value, term));
    }
    entry.terms.push_back(std::move(term));
  }
  return absl::OkStatus();
}

// Sets what a column says of the preferred term of its language.
Status DescribeTerm(const Column& column, std::string_view cell, Concept& entry) {
  const auto term = std::find_if(entry.terms.begin(), entry.terms.end(), [&](const Term& one) {
    return one.language == column.language && one.status == TermStatus::kPreferred;
  });
  if (term == entry.terms.end()) {
    return Error(StatusCode::kInvalidArgument, "there is no preferred term in '{}' to describe",
                 column.language.tag());
  }
  switch (column.field) {
    case Field::kForms: {
      ASSIGN_OR_RETURN(term->forms, SplitEscaped(cell, ';'));
      return absl::OkStatus();
    }
    case Field::kGender:
      return SetText(cell, term->gender);
    case Field::kPartOfSpeech:
      return SetText(cell, term->part_of_speech);
    default:
      return SetText(cell, term->note);
  }
}

Status SetField(const Column& column, std::string_view cell, Concept& entry) {
  switch (column.field) {
    case Field::kSkip:
      return absl::OkStatus();
    case Field::kId:
      return SetText(cell, entry.id);
    case Field::kText: {
      ASSIGN_OR_RETURN(entry.*column.text, Unescape(cell));
      return absl::OkStatus();
    }
    case Field::kForms:
    case Field::kGender:
    case Field::kPartOfSpeech:
    case Field::kTermNote:
      return DescribeTerm(column, cell, entry);
    default:
      return AddTerms(column, cell, entry);
  }
}

bool Describes(const Column& column) { return column.field >= Field::kForms; }

class Reader : public ConceptReader {
 public:
  explicit Reader(std::vector<Column> columns) : columns_(std::move(columns)) {}

  Status Feed(std::string_view bytes, const Sink& sink) override {
    return rows_.Feed(bytes, [&](TsvRow row) { return TakeRow(row, sink); });
  }
  Status Finish(const Sink& sink) override {
    return rows_.Finish([&](TsvRow row) { return TakeRow(row, sink); });
  }

 private:
  Status TakeRow(const TsvRow& row, const Sink& sink) {
    if (columns_.empty()) {
      RETURN_IF_ERROR(row.status);
      ASSIGN_OR_RETURN(columns_, ParseColumns(row.cells));
      return absl::OkStatus();
    }
    if (!row.status.ok()) return sink({row.line, row.status});
    if (row.cells.size() == 1 && row.cells.front().empty()) return absl::OkStatus();
    return sink({row.line, ConceptOf(row)});
  }

  StatusOr<Concept> ConceptOf(const TsvRow& row) const {
    if (row.cells.size() != columns_.size()) {
      return Error(StatusCode::kInvalidArgument, "{} column{} where {} are expected",
                   row.cells.size(), row.cells.size() == 1 ? "" : "s", columns_.size());
    }
    Concept entry;
    entry.id = fmt::format("line-{}", row.line);
    RETURN_IF_ERROR(SetFields(row, /*describing=*/false, entry));
    RETURN_IF_ERROR(SetFields(row, /*describing=*/true, entry));
    return entry;
  }

  Status SetFields(const TsvRow& row, bool describing, Concept& entry) const {
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (row.cells[i].empty() || Describes(columns_[i]) != describing) continue;
      const Status status = SetField(columns_[i], row.cells[i], entry);
      if (!status.ok()) return FieldError(columns_[i].name, MessageOf(status));
    }
    return absl::OkStatus();
  }

  std::vector<Column> columns_;
  TsvReader rows_;
};

// Returns the column that holds a term without stating its status and type, where there is one.
Field FieldOf(const Term& term) {
  if (term.status == TermStatus::kPreferred) return Field::kPreferred;
  if (term.status == TermStatus::kDeprecated) return Field::kDeprecated;
  if (term.status == TermStatus::kForbidden) return Field::kForbidden;
  return term.type == TermType::kAbbreviation ? Field::kAbbreviations : Field::kVariants;
}

std::string_view SuffixOf(Field field) {
  for (const FieldName& one : kTermFields) {
    if (one.field == field) return one.suffix;
  }
  return "";
}

std::string Quoted(const std::string& text) { return JoinEscaped({text}, '\0'); }

ListItem ItemOf(const Term& term, Field field) {
  ListItem item{term.text, {}};
  const Usual usual = UsualOf(field);
  auto& attributes = item.attributes;
  if (term.status != usual.status)
    attributes["status"] = kStatuses[static_cast<size_t>(term.status)];
  if (term.type != usual.type) attributes["type"] = kTypes[static_cast<size_t>(term.type)];
  if (term.case_rule != CaseRule::kAuto) {
    attributes["case"] = kCaseRules[static_cast<size_t>(term.case_rule)];
  }
  if (term.no_stem) attributes["stem"] = "no";
  if (!term.gender.empty()) attributes["gender"] = Quoted(term.gender);
  if (!term.part_of_speech.empty()) attributes["pos"] = Quoted(term.part_of_speech);
  if (!term.note.empty()) attributes["note"] = Quoted(term.note);
  if (!term.forms.empty()) attributes["forms"] = JoinEscaped(term.forms, ',');
  return item;
}

class Writer : public ConceptTsvWriter {
 public:
  explicit Writer(std::vector<Column> columns) : columns_(std::move(columns)) {}

  std::string Header() const override {
    std::vector<std::string> names;
    for (const Column& column : columns_) names.push_back(column.name);
    return JoinRow(names);
  }

  std::optional<std::string> Row(const Concept& entry) const override {
    std::vector<std::string> cells;
    bool filled = false;
    for (const Column& column : columns_) {
      cells.push_back(CellOf(entry, column));
      filled |= column.field >= Field::kPreferred && !cells.back().empty();
    }
    return filled ? std::optional(JoinRow(cells)) : std::nullopt;
  }

 private:
  static std::string CellOf(const Concept& entry, const Column& column) {
    if (column.field == Field::kId) return Quoted(entry.id);
    if (column.field == Field::kText) return Escape(entry.*column.text);
    std::vector<ListItem> items;
    for (const Term& term : entry.terms) {
      if (term.language == column.language && FieldOf(term) == column.field) {
        items.push_back(ItemOf(term, column.field));
      }
    }
    return FormatListCell(items);
  }

  std::vector<Column> columns_;
};

}  // namespace

StatusOr<std::unique_ptr<ConceptReader>> NewConceptTsvReader(const TsvSettings& settings) {
  std::vector<Column> columns;
  if (!settings.columns.empty()) {
    ASSIGN_OR_RETURN(columns, ParseColumns(settings.columns));
  }
  return std::make_unique<Reader>(std::move(columns));
}

void ConceptTsvColumns::Add(const Concept& entry) {
  for (const TextName& one : kTexts) {
    if (!(entry.*one.text).empty()) texts_.insert(std::string(one.name));
  }
  for (const Term& term : entry.terms) {
    const std::string_view suffix = SuffixOf(FieldOf(term));
    terms_.insert(fmt::format("{}{}{}", term.language.tag(), suffix.empty() ? "" : "_", suffix));
  }
}

std::vector<std::string> ConceptTsvColumns::Names() const {
  std::vector<std::string> names{"id"};
  names.insert(names.end(), texts_.begin(), texts_.end());
  names.insert(names.end(), terms_.begin(), terms_.end());
  return names;
}

StatusOr<std::unique_ptr<ConceptTsvWriter>> ConceptTsvWriter::Create(
    const std::vector<std::string>& columns) {
  ASSIGN_OR_RETURN(auto parsed, ParseColumns(columns));
  return std::make_unique<Writer>(std::move(parsed));
}

}  // namespace dragoman
