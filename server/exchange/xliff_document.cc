#include "server/exchange/xliff_document.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "server/exchange/source_document.h"
#include "server/exchange/xliff_notes.h"
#include "server/exchange/xliff_places.h"
#include "server/exchange/xliff_text_writer.h"
#include "server/exchange/xml_text.h"

namespace dragoman {
namespace {

constexpr std::string_view kXmlSpaces = " \t\r\n";

// Returns where the name of a start tag ends.
uint32_t NameEnd(std::string_view source, const ByteRange& tag) {
  return static_cast<uint32_t>(source.find_first_of(" \t\r\n/>", tag.begin + 1));
}

// Returns the range of an attribute's value in a start tag, or nothing.
std::optional<ByteRange> ValuePlace(std::string_view source, const ByteRange& tag,
                                    std::string_view name) {
  size_t at = NameEnd(source, tag);
  while (true) {
    at = source.find_first_not_of(kXmlSpaces, at);
    if (at >= tag.end || source[at] == '/' || source[at] == '>') return std::nullopt;
    const size_t name_end = source.find_first_of(" \t\r\n=", at);
    const size_t open = source.find_first_of("\"'", name_end);
    const size_t close = source.find(source[open], open + 1);
    if (source.substr(at, name_end - at) == name) {
      return ByteRange{static_cast<uint32_t>(open + 1), static_cast<uint32_t>(close)};
    }
    at = close + 1;
  }
}

// Returns the name of the start tag that an element's bytes are, "" for other bytes.
std::string_view StartTagName(std::string_view element) {
  if (element.ends_with("/>") || element.starts_with("</")) return "";
  if (element.find("</") != element.npos) return "";
  return element.substr(1, element.find_first_of(" \t\r\n>") - 1);
}

// Adds what stands between a key and the next `end`, wherever that is.
void AddValues(std::string_view bytes, std::string_view key, char end,
               std::set<std::string_view>& values) {
  for (size_t at = bytes.find(key); at != bytes.npos; at = bytes.find(key, at)) {
    at += key.size();
    values.insert(bytes.substr(at, bytes.find(end, at) - at));
  }
}

// What becomes of each segment.
struct WrittenSegment {
  const Segment* translation = nullptr;  // nullptr: its target stays.
  SegmentNotes notes;
};

class XliffDocument : public DocumentFile {
 public:
  XliffDocument(std::string source, XliffPlaces places)
      : source_(std::move(source)), places_(std::move(places)) {}

  const std::vector<DocumentBlock>& blocks() const override { return places_.blocks; }
  bool HasNotes() const override { return true; }

  StatusOr<std::string> Write(const BlockTranslations& translations,
                              const DocumentLanguages& languages) const override {
    return WriteWithNotes(translations, {}, languages);
  }

  StatusOr<std::string> WriteWithNotes(const BlockTranslations& translations,
                                       const std::vector<SegmentNotes>& notes,
                                       const DocumentLanguages& languages) const override;

  bool Takes(size_t block, const Segment& translation) const override {
    return Xml(block, translation).has_value();
  }

  Status CheckLanguages(const Language& source,
                        const std::vector<Language>& targets) const override;

 private:
  friend class XliffEdits;

  // Returns a text with codes of a block's source as XML; nothing when its codes are others, or
  // cannot stand in that order.
  std::optional<std::string> Xml(size_t block, const Segment& text) const;

  const std::string source_;
  const XliffPlaces places_;
};

std::optional<std::string> XliffDocument::Xml(size_t block, const Segment& text) const {
  const std::vector<Code>& codes = places_.blocks[block].segment.codes;
  const std::vector<std::string>& elements = places_.segments[block].elements;
  std::map<std::pair<CodeKind, std::string_view>, std::deque<size_t>> unused;
  for (size_t i = 0; i < codes.size(); ++i) {
    unused[{codes[i].kind, codes[i].content}].push_back(i);
  }
  std::vector<std::string_view> open;
  std::string xml;
  uint32_t at = 0;
  for (const Code& code : text.codes) {
    std::deque<size_t>& equal = unused[{code.kind, code.content}];
    if (equal.empty() || code.position_byte < at || code.position_byte > text.text.size()) {
      return std::nullopt;
    }
    const std::string_view element = elements[equal.front()];
    equal.pop_front();
    AppendXliffText(places_.version, PartOf(text.text, {at, code.position_byte}), xml);
    at = code.position_byte;
    xml += element;
    if (element.starts_with("</")) {
      if (open.empty() || element.substr(2, element.size() - 3) != open.back()) return std::nullopt;
      open.pop_back();
    } else if (const std::string_view name = StartTagName(element); !name.empty()) {
      open.push_back(name);
    }
  }
  if (!open.empty()) return std::nullopt;
  AppendXliffText(places_.version, std::string_view(text.text).substr(at), xml);
  return xml;
}

Status XliffDocument::CheckLanguages(const Language& source,
                                     const std::vector<Language>& targets) const {
  const auto is_other = [](const std::string& named, const Language& wanted) {
    const auto language = Language::Parse(named);
    return language.ok() && language->primary() != wanted.primary();
  };
  for (const XliffFilePlace& file : places_.files) {
    if (is_other(file.source, source)) {
      return Error(StatusCode::kInvalidArgument,
                   "the file's source language is '{}', '{}' was asked for", Shortened(file.source),
                   source.tag());
    }
    if (!targets.empty() && std::all_of(targets.begin(), targets.end(), [&](const Language& one) {
          return is_other(file.target, one);
        })) {
      return Error(StatusCode::kInvalidArgument,
                   "the file is to be translated into '{}', '{}' was asked for",
                   Shortened(file.target), targets.front().tag());
    }
  }
  return absl::OkStatus();
}

// The changes of one file.
class XliffEdits {
 public:
  XliffEdits(const XliffDocument& document, const DocumentLanguages& languages,
             std::vector<WrittenSegment> written)
      : document_(document),
        source_(document.source_),
        places_(document.places_),
        languages_(languages),
        written_(std::move(written)) {}

  StatusOr<std::string> Written() {
    for (size_t begin = 0, end = 0; begin < written_.size(); begin = end) {
      const size_t unit = places_.segments[begin].unit;
      while (end < written_.size() && places_.segments[end].unit == unit) ++end;
      RETURN_IF_ERROR(is_1() ? AddUnit1(begin, end) : AddUnit2(begin, end));
    }
    // What is inserted before a replaced range comes first.
    std::stable_sort(edits_.begin(), edits_.end(), [](const SourceEdit& a, const SourceEdit& b) {
      return std::pair(a.range.begin, a.range.end) < std::pair(b.range.begin, b.range.end);
    });
    return Edited(source_, {0, static_cast<uint32_t>(source_.size())}, edits_);
  }

 private:
  bool is_1() const { return places_.version == XliffVersion::k1; }
  const XliffUnitPlace& UnitOf(size_t segment) const {
    return places_.units[places_.segments[segment].unit];
  }

  void Insert(uint32_t at, std::string text) { edits_.push_back({{at, at}, std::move(text)}); }

  void SetAttribute(const ByteRange& tag, std::string_view name, std::string_view value) {
    const auto place = ValuePlace(source_, tag, name);
    const std::string quoted = XmlQuoted(value);
    if (place) {
      edits_.push_back({{place->begin - 1, place->end + 1}, quoted});
    } else {
      Insert(NameEnd(source_, tag), fmt::format(" {}={}", name, quoted));
    }
  }

  // Puts text between the tags of an element.
  void Fill(const XmlPlace& place, std::string text) {
    if (!place.is_single()) {
      edits_.push_back({place.inner(), std::move(text)});
      return;
    }
    const std::string_view name =
        PartOf(source_, {place.start.begin + 1, NameEnd(source_, place.start)});
    edits_.push_back({{place.start.end - 2, place.start.end}, fmt::format(">{}</{}>", text, name)});
  }

  // Returns the line end and white space that a tag stands behind.
  std::string_view IndentOf(const ByteRange& tag) const {
    const size_t before = source_.find_last_not_of(kXmlSpaces, tag.begin == 0 ? 0 : tag.begin - 1);
    if (before == source_.npos || source_[before] != '>') return "";
    return PartOf(source_, {static_cast<uint32_t>(before + 1), tag.begin});
  }

  StatusOr<std::string> TargetXml(size_t segment) const {
    auto xml = document_.Xml(segment, *written_[segment].translation);
    const size_t codes = written_[segment].translation->codes.size();
    if (!xml || codes != places_.segments[segment].elements.size()) return OtherCodes(segment);
    return *std::move(xml);
  }

  // Names the target language where the file does not.
  void NameLanguage(size_t segment) {
    const size_t index = UnitOf(segment).file;
    const XliffFilePlace& file = places_.files[index];
    if (!file.target.empty() || !named_.insert(index).second) return;
    SetAttribute(file.tag, is_1() ? "target-language" : "trgLang", languages_.target.tag());
  }

  CandidateXml XmlOf(size_t segment, const Candidate& candidate) const {
    const auto source = document_.Xml(segment, candidate.source);
    const auto target = document_.Xml(segment, candidate.target);
    // What the file's codes refer to is not there in a candidate of 2.x.
    const bool is_own = source && target && (is_1() || source->find("dataRef") == source->npos);
    return is_own ? CandidateXml{*source, *target} : CandidateXmlOf(places_.version, candidate);
  }

  // Returns whether the unit of a segment has a candidate or term of this origin, or a note of ours
  // with this text, as XML.
  bool HasAlready(size_t segment, std::string_view value) {
    const size_t index = places_.segments[segment].unit;
    if (known_unit_ != index) {
      const XmlPlace& unit = places_.units[index].place;
      const std::string_view bytes = PartOf(source_, {unit.start.begin, unit.end.end});
      known_.clear();
      AddValues(bytes, "origin=\"", '"', known_);
      AddValues(bytes, "source=\"", '"', known_);
      AddValues(bytes, kXliffTermNoteTag, '<', known_);
      known_unit_ = index;
    }
    return known_.contains(value);
  }

  bool HasOrigin(size_t segment, const std::string& origin) {
    const std::string quoted = XmlQuoted(origin);
    return HasAlready(segment, std::string_view(quoted).substr(1, quoted.size() - 2));
  }

  // Returns the candidates that the unit does not have already.
  std::vector<const Candidate*> NewCandidates(size_t segment) {
    std::vector<const Candidate*> added;
    for (const Candidate& one : written_[segment].notes.candidates) {
      if (!HasOrigin(segment, one.origin)) added.push_back(&one);
    }
    return added;
  }

  // Version 2.

  Status AddUnit2(size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) {
      if (written_[i].translation == nullptr) continue;
      NameLanguage(i);
      RETURN_IF_ERROR(AddTarget2(i));
    }
    std::vector<std::string> matches, entries;
    for (size_t i = begin; i < end; ++i) AddNotes2(i, matches, entries);
    const XliffUnitPlace& unit = UnitOf(begin);
    AddModule(unit, unit.matches, "mtc", "matches", kXliffMatches, matches);
    AddModule(unit, unit.glossary, "gls", "glossary", kXliffGlossary, entries);
    return absl::OkStatus();
  }

  Status AddTarget2(size_t segment) {
    const XliffSegmentPlace& place = places_.segments[segment];
    ASSIGN_OR_RETURN(std::string xml, TargetXml(segment));
    if (place.target) {
      Fill(*place.target, std::move(xml));
    } else {
      Insert(place.source.end.end,
             fmt::format("{}<target>{}</target>", IndentOf(place.source.start), xml));
    }
    const XliffState state = XliffWrittenState(XliffVersion::k2, written_[segment].notes);
    if (state.state.empty()) return absl::OkStatus();
    SetAttribute(place.tag, "state", state.state);
    if (!state.detail.empty()) SetAttribute(place.tag, "subState", state.detail);
    return absl::OkStatus();
  }

  void AddNotes2(size_t segment, std::vector<std::string>& matches,
                 std::vector<std::string>& entries) {
    const XliffUnitPlace& unit = UnitOf(segment);
    const SegmentNotes& notes = written_[segment].notes;
    const std::vector<const Candidate*> candidates = NewCandidates(segment);
    const std::string_view text = places_.blocks[segment].segment.text;
    std::vector<NotedTerm> terms;
    for (const NotedTerm& term : notes.terms) {
      if (!HasOrigin(segment, term.origin)) terms.push_back(term);
    }
    if (candidates.empty() && terms.empty()) return;
    const std::string id = IdOf(segment);
    for (const Candidate* one : candidates) {
      matches.push_back(
          XliffMatch(*one, XmlOf(segment, *one), unit.matches ? unit.matches->prefix : "mtc", id));
    }
    const std::string_view prefix = unit.glossary ? std::string_view(unit.glossary->prefix) : "gls";
    for (std::string& entry : XliffGlossEntries(terms, text, prefix, id)) {
      entries.push_back(std::move(entry));
    }
  }

  // Returns the id of a segment; one that has none gets one that the file does not have.
  std::string IdOf(size_t segment) {
    const XliffSegmentPlace& place = places_.segments[segment];
    if (!place.id.empty()) return place.id;
    while (new_ids_.empty() || source_.find(new_ids_) != source_.npos) new_ids_ += "dragoman-";
    std::string id = fmt::format("{}{}", new_ids_, segment + 1);
    SetAttribute(place.tag, "id", id);
    return id;
  }

  void AddModule(const XliffUnitPlace& unit, const std::optional<XliffModulePlace>& module,
                 std::string_view prefix, std::string_view name, std::string_view space,
                 const std::vector<std::string>& children) {
    if (children.empty()) return;
    const ByteRange& tag = unit.place.start;
    const size_t next = source_.find_first_not_of(kXmlSpaces, tag.end);
    const std::string_view indent = PartOf(source_, {tag.end, static_cast<uint32_t>(next)});
    std::string text;
    for (const std::string& child : children) text += fmt::format("{}{}", indent, child);
    if (module && !module->place.is_single()) return Insert(module->place.end.begin, text);
    if (module) return Fill(module->place, text);
    Insert(tag.end, fmt::format("{0}<{1}:{2} xmlns:{1}=\"{3}\">{4}{0}</{1}:{2}>", indent, prefix,
                                name, space, text));
  }

  // Version 1.

  Status AddUnit1(size_t begin, size_t end) {
    const bool any = std::any_of(written_.begin() + static_cast<ptrdiff_t>(begin),
                                 written_.begin() + static_cast<ptrdiff_t>(end),
                                 [](const WrittenSegment& one) { return one.translation; });
    if (any) {
      NameLanguage(begin);
      if (!UnitOf(begin).split) {
        RETURN_IF_ERROR(AddWholeTarget(begin));
      } else if (UnitOf(begin).has_marks) {
        RETURN_IF_ERROR(AddMarks(begin, end));
      } else {
        RETURN_IF_ERROR(BuildTarget(begin, end));
      }
      AddStates1(begin, end);
    }
    AddNotes1(begin, end);
    return absl::OkStatus();
  }

  // Puts the text of a target into the one that is there, or makes one.
  void SetTarget1(size_t segment, const XliffState& state, std::string text) {
    const XliffSegmentPlace& place = places_.segments[segment];
    if (place.target) {
      Fill(*place.target, std::move(text));
      return SetState1(*place.target, state);
    }
    std::string attributes;
    if (!state.state.empty()) attributes += fmt::format(" state=\"{}\"", state.state);
    if (!state.detail.empty()) attributes += fmt::format(" state-qualifier=\"{}\"", state.detail);
    Insert(place.source.end.end,
           fmt::format("{}<target{}>{}</target>", IndentOf(place.source.start), attributes, text));
  }

  void SetState1(const XmlPlace& target, const XliffState& state) {
    if (!state.state.empty()) SetAttribute(target.start, "state", state.state);
    if (!state.detail.empty()) SetAttribute(target.start, "state-qualifier", state.detail);
  }

  Status AddWholeTarget(size_t segment) {
    ASSIGN_OR_RETURN(std::string xml, TargetXml(segment));
    SetTarget1(segment, XliffWrittenState(XliffVersion::k1, written_[segment].notes),
               std::move(xml));
    return absl::OkStatus();
  }

  // Returns the state of a split target; SDL's states say it of each segment instead.
  XliffState SplitState(size_t begin, size_t end) const {
    if (UnitOf(begin).has_states) return {};
    std::vector<SegmentNotes> own(end - begin);
    std::vector<const SegmentNotes*> notes;
    bool is_whole = true;
    for (size_t i = begin; i < end; ++i) {
      const DocumentBlock& block = places_.blocks[i];
      own[i - begin] = written_[i].notes;
      if (written_[i].translation == nullptr) {
        own[i - begin].basis = TranslationBasis::kOwn;
        own[i - begin].state = block.state;
        is_whole = is_whole && block.translation;
      }
      notes.push_back(&own[i - begin]);
    }
    return XliffWrittenState(notes, is_whole);
  }

  // Fills the segments of a target that is cut; one that it lacks follows the one before it.
  Status AddMarks(size_t begin, size_t end) {
    const XmlPlace& target = *places_.segments[begin].target;
    uint32_t behind = target.start.end;
    for (size_t i = begin; i < end; ++i) {
      const XliffSegmentPlace& place = places_.segments[i];
      if (place.mark) behind = place.mark->end.end;
      if (written_[i].translation == nullptr) continue;
      ASSIGN_OR_RETURN(std::string xml, TargetXml(i));
      if (place.mark) {
        Fill(*place.mark, std::move(xml));
      } else {
        Insert(behind, fmt::format("<mrk mtype=\"seg\" mid={}>{}</mrk>", XmlQuoted(place.id), xml));
      }
    }
    SetState1(target, SplitState(begin, end));
    return absl::OkStatus();
  }

  // Makes a target like the <seg-source>: what stands between the segments is copied.
  Status BuildTarget(size_t begin, size_t end) {
    const XliffUnitPlace& unit = UnitOf(begin);
    std::string text;
    uint32_t at = unit.split->start.end;
    size_t segment = begin;
    for (size_t i = 0; i < unit.mids.size(); ++i) {
      const XmlPlace& mark = unit.source_marks[i];
      if (segment >= end || places_.segments[segment].id != unit.mids[i]) continue;
      text += PartOf(source_, {at, mark.start.end});
      if (written_[segment].translation != nullptr) {
        ASSIGN_OR_RETURN(const std::string xml, TargetXml(segment));
        text += xml;
      }
      at = mark.end.begin;
      ++segment;
    }
    text += PartOf(source_, {at, unit.split->end.begin});
    SetTarget1(begin, SplitState(begin, end), std::move(text));
    return absl::OkStatus();
  }

  // What tools say of a segment or a unit.
  void AddStates1(size_t begin, size_t end) {
    const ByteRange& tag = UnitOf(begin).place.start;
    for (size_t i = begin; i < end; ++i) {
      const SegmentNotes& notes = written_[i].notes;
      if (written_[i].translation == nullptr || notes.basis == TranslationBasis::kNone) continue;
      if (places_.segments[i].state) SetSdlState(*places_.segments[i].state, notes);
      if (end - begin != 1) continue;
      const bool is_own = notes.basis == TranslationBasis::kOwn;
      if (ValuePlace(source_, tag, "mq:status")) {
        SetAttribute(tag, "mq:status", is_own ? "ManuallyConfirmed" : "Pretranslated");
        if (!is_own) SetAttribute(tag, "mq:percent", std::to_string(notes.score));
      }
      if (is_own && ValuePlace(source_, tag, "m:confirmed")) SetAttribute(tag, "m:confirmed", "1");
    }
  }

  void SetSdlState(const ByteRange& tag, const SegmentNotes& notes) {
    const bool is_own = notes.basis == TranslationBasis::kOwn;
    const bool is_done = IsSure(notes.basis) || (is_own && notes.state != ReviewState::kDraft);
    SetAttribute(tag, "conf", is_done ? "Translated" : "Draft");
    if (is_own) return;
    SetAttribute(tag, "origin", notes.basis == TranslationBasis::kMachine ? "mt" : "tm");
    SetAttribute(tag, "percent", std::to_string(notes.score));
  }

  void AddNotes1(size_t begin, size_t end) {
    const XliffSegmentPlace& first = places_.segments[begin];
    const std::string_view indent = IndentOf(first.source.start);
    std::string text;
    for (size_t i = begin; i < end; ++i) {
      const std::string& mid = places_.segments[i].id;
      for (const Candidate* one : NewCandidates(i)) {
        text += fmt::format("{}{}", indent, XliffAltTrans(*one, XmlOf(i, *one), mid, languages_));
      }
      const std::string note =
          XliffTermNote(written_[i].notes.terms, places_.blocks[i].segment.text);
      if (!note.empty() && !HasAlready(i, note)) {
        text += fmt::format("{}{}{}</note>", indent, kXliffTermNoteTag, note);
      }
    }
    if (!text.empty()) Insert((first.target ? *first.target : first.source).end.end, text);
  }

  const XliffDocument& document_;
  const std::string_view source_;
  const XliffPlaces& places_;
  const DocumentLanguages& languages_;
  const std::vector<WrittenSegment> written_;
  std::vector<SourceEdit> edits_;
  std::set<size_t> named_;  // Files whose target language was written.
  std::string new_ids_;     // What ids begin with that are made.
  // What HasAlready knows of one unit.
  std::optional<size_t> known_unit_;
  std::set<std::string_view> known_;
};

StatusOr<std::string> XliffDocument::WriteWithNotes(const BlockTranslations& translations,
                                                    const std::vector<SegmentNotes>& notes,
                                                    const DocumentLanguages& languages) const {
  std::vector<WrittenSegment> written(blocks().size());
  for (size_t i = 0; i < written.size(); ++i) {
    if (blocks()[i].status == BlockStatus::kLocked) continue;
    if (i < translations.size() && translations[i]) written[i].translation = &*translations[i];
    if (i < notes.size()) written[i].notes = notes[i];
  }
  return XliffEdits(*this, languages, std::move(written)).Written();
}

}  // namespace

StatusOr<std::unique_ptr<DocumentFile>> ReadXliffDocument(std::string source) {
  ASSIGN_OR_RETURN(XliffPlaces places, FindXliffPlaces(source));
  return std::make_unique<XliffDocument>(std::move(source), std::move(places));
}

}  // namespace dragoman
