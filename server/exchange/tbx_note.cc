#include "server/exchange/tbx_note.h"

#include <absl/strings/ascii.h>

#include <algorithm>

#include "server/exchange/concept_columns.h"
#include "server/exchange/list_cell.h"
#include "server/exchange/name_table.h"
#include "server/exchange/tbx_names.h"
#include "server/exchange/term_attributes.h"
#include "server/exchange/xml_text.h"

namespace dragoman {
namespace {

constexpr std::string_view kNotePrefix = "dragoman|";
constexpr std::string_view kEscapedNotePrefix = "dragoman-escaped|";

StatusOr<TbxAttributes> AttributesOfNote(std::string_view note) {
  std::string item(note);
  if (note.starts_with(kEscapedNotePrefix)) {
    ASSIGN_OR_RETURN(item, UnescapeFromXml(note.substr(kEscapedNotePrefix.size())));
    item.insert(0, kNotePrefix);
  }
  ASSIGN_OR_RETURN(auto items, ParseListCell(item));
  if (items.size() == 1) return std::move(items.front().attributes);
  return Error(StatusCode::kInvalidArgument, "a ';' that is not escaped; write \\;");
}

Status BadNote(const Status& why) {
  return Error(StatusCode::kInvalidArgument, "a <note> that begins with '{}': {}", kNotePrefix,
               MessageOf(why));
}

Status SetConceptAttribute(std::string_view name, std::string_view raw, Concept& entry) {
  if (name == "id") {
    ASSIGN_OR_RETURN(entry.id, UnescapeText(raw));
    return absl::OkStatus();
  }
  for (const ConceptTextName& one : kConceptTexts) {
    if (one.name != name) continue;
    ASSIGN_OR_RETURN(entry.*one.text, UnescapeText(raw));
    return absl::OkStatus();
  }
  if (name == "valid_from") {
    ASSIGN_OR_RETURN(entry.valid.from, PartialDate::Parse(raw));
  } else if (name == "valid_until") {
    ASSIGN_OR_RETURN(entry.valid.until, PartialDate::Parse(raw));
  } else if (name == "translate") {
    ASSIGN_OR_RETURN(entry.do_not_translate, IsNo(raw));
  } else {
    return Error(StatusCode::kInvalidArgument, "no attribute '{}' of concepts; leave it out",
                 Shortened(name));
  }
  return absl::OkStatus();
}

Status SetTermAttribute(std::string_view name, std::string_view raw, Term& term) {
  if (name != "text") return SetAttribute(name, raw, term);
  ASSIGN_OR_RETURN(term.text, UnescapeText(raw));
  return absl::OkStatus();
}

// Leaves out the attribute of a text that an element holds.
void Erase(std::string_view name, std::string_view text, TbxAttributes& attributes) {
  if (TbxHolds(text)) attributes.erase(std::string(name));
}

}  // namespace

bool IsOwnTbxNote(std::string_view text) {
  return text.starts_with(kNotePrefix) || text.starts_with(kEscapedNotePrefix);
}

std::string OwnTbxNote(const TbxAttributes& attributes) {
  std::string text;
  for (const auto& [name, value] : attributes) {
    text += fmt::format("{}{}={}", text.empty() ? "" : "|", name, value);
  }
  if (!XmlHolds(text)) return std::string(kEscapedNotePrefix) + EscapeForXml(text);
  return std::string(kNotePrefix) + text;
}

Status TakeOwnTbxNote(std::string_view note, Concept& entry) {
  const auto attributes = AttributesOfNote(note);
  if (!attributes.ok()) return BadNote(attributes.status());
  for (const auto& [name, value] : *attributes) {
    const Status status = SetConceptAttribute(name, value, entry);
    if (!status.ok()) return BadNote(status);
  }
  return absl::OkStatus();
}

Status TakeOwnTbxNote(std::string_view note, Term& term) {
  const auto attributes = AttributesOfNote(note);
  if (!attributes.ok()) return BadNote(attributes.status());
  for (const auto& [name, value] : *attributes) {
    const Status status = SetTermAttribute(name, value, term);
    if (!status.ok()) return BadNote(status);
  }
  return absl::OkStatus();
}

TbxAttributes BesideTbx(const Concept& entry) {
  TbxAttributes attributes;
  for (const ConceptTextName& one : kConceptTexts) {
    const std::string& text = entry.*one.text;
    if (!text.empty()) attributes[std::string(one.name)] = EscapeText(text);
  }
  for (const ConceptFieldName& one : kConceptFields) {
    const std::string cell = ConceptCell(entry, one.field);
    if (!cell.empty()) attributes[std::string(one.name)] = cell;
  }
  if (TbxId(entry.id) != entry.id) attributes["id"] = EscapeText(entry.id);
  Erase("domain", entry.domain, attributes);
  Erase("definition", entry.definition, attributes);
  Erase("source", entry.source, attributes);
  if (!IsOwnTbxNote(entry.note)) Erase("note", entry.note, attributes);
  return attributes;
}

TbxAttributes BesideTbx(const Term& term) {
  TbxAttributes attributes = AttributesOf(term);
  if (TbxTermText(term.text) != term.text || !XmlHolds(term.text)) {
    attributes["text"] = EscapeText(term.text);
  }
  if (term.status == TermStatus::kForbidden) {
    attributes["status"] = NameOfValue(kTermStatusNames, term.status);
  }
  if (GenderOfTbx(TbxOfGender(term.gender)) == term.gender) attributes.erase("gender");
  if (TbxOfPartOfSpeech(term.part_of_speech) == term.part_of_speech) attributes.erase("pos");
  Erase("source", term.source, attributes);
  if (!IsOwnTbxNote(term.note)) Erase("note", term.note, attributes);
  return attributes;
}

std::string_view TbxText(std::string_view text) {
  return ToStd(absl::StripAsciiWhitespace(ToAbsl(text)));
}

std::string TbxTermText(std::string_view text) {
  std::string term;
  bool in_break = false;
  for (const char c : TbxText(text)) {
    const bool is_white = absl::ascii_isspace(static_cast<unsigned char>(c));
    if (in_break && is_white) continue;
    in_break = c == '\n' || c == '\r';
    if (in_break) {
      while (!term.empty() && term.back() == ' ') term.pop_back();
    }
    term += in_break ? ' ' : c;
  }
  return term;
}

bool TbxHolds(std::string_view text) {
  return !text.empty() && TbxText(text) == text && XmlHolds(text);
}

std::string TbxId(std::string_view id) {
  const bool is_name = !id.empty() && absl::ascii_isalpha(static_cast<unsigned char>(id.front()));
  return is_name ? std::string(id) : fmt::format("_{}", id);
}

}  // namespace dragoman
