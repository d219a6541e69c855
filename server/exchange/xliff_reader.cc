// Units read from XLIFF: see xliff.h.
#include <algorithm>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "server/exchange/skipped_xliff.h"
#include "server/exchange/tmx_record.h"
#include "server/exchange/xliff.h"
#include "server/exchange/xliff_scope.h"
#include "server/exchange/xliff_segment.h"
#include "server/exchange/xliff_states.h"
#include "server/exchange/xml_entry_file.h"

namespace dragoman {
namespace {

constexpr std::string_view kXliffPropertyPrefix = "xliff:";

// What a <file> says of its units.
struct XliffFile {
  std::string source;  // Languages, as written.
  std::string target;
  std::string original;
};

// A <source>, <seg-source> or <target>.
struct ReadText {
  bool is_there = false;
  std::string language;  // As written; "": that of the file.
  std::vector<XliffPart> parts;
};

// A <segment>, or a <trans-unit>, which may be split into several.
struct ReadSegment {
  uint64_t line = 0;
  std::string id;
  ReadText source;
  ReadText split;  // The <seg-source>.
  ReadText target;
  ReviewState state = ReviewState::kUnspecified;
  Status bad;  // Why it is none.
};

// A <trans-unit> or <unit>.
struct ReadUnit {
  TmxRecord record;
  ReviewState approved = ReviewState::kUnspecified;
  ReviewState status = ReviewState::kUnspecified;  // As tools say it.
  std::map<std::string, ReviewState> states;       // Of SDL's segments, by their mid.
  std::vector<ReadSegment> segments;
  XliffOriginalData data;
};

// The texts of a segment as neighbours of another: unknown, or "" where there is no segment.
struct Neighbour {
  std::optional<std::string> source;
  std::optional<std::string> target;
};

// An entry that waits for the one after it.
struct HeldEntry {
  uint64_t line = 0;
  StatusOr<UnitEntry> value;
  bool begins_document = false;
  std::shared_ptr<const std::string> text;
};

size_t BytesOf(const TmxRecord& record) {
  size_t bytes = 0;
  for (const auto& [name, value] : record.attributes) bytes += name.size() + value.size();
  for (const TmxItem& item : record.items) {
    bytes += item.text.size();
    for (const auto& [name, value] : item.attributes) bytes += name.size() + value.size();
  }
  return bytes;
}

ReviewState FirstStated(std::initializer_list<ReviewState> states) {
  for (const ReviewState state : states) {
    if (state != ReviewState::kUnspecified) return state;
  }
  return ReviewState::kUnspecified;
}

const XliffPart* FirstOf(const ReadText& text) {
  return text.parts.empty() ? nullptr : &text.parts.front();
}

// Returns the text that a part is as a neighbour.
std::optional<std::string> NeighbourText(const XliffPart* part) {
  if (part == nullptr || !part->bad.ok() || IsBlank(part->segment.text)) return std::nullopt;
  return part->segment.text;
}

void SetNeighbour(std::optional<std::string> Variant::*side, const Neighbour& neighbour,
                  StatusOr<UnitEntry>& entry) {
  if (!entry.ok()) return;
  for (Variant& variant : entry->unit.variants) {
    variant.*side = variant.language == entry->source ? neighbour.source : neighbour.target;
  }
}

// Returns what a segment lacks to be an entry, "" for nothing.
std::string_view WhatIsMissing(const XliffPart* source, const XliffPart* target) {
  const auto is_blank = [](const XliffPart& part) {
    return part.bad.ok() && IsBlank(part.segment.text);
  };
  if (source == nullptr) return "";
  if (is_blank(*source)) return "segments without a text";
  return target == nullptr || is_blank(*target) ? "segments without a translation" : "";
}

// Returns why texts that are there are no unit.
Status CheckPair(const XliffPart* source, const XliffPart* target) {
  if (source == nullptr) return Fault("a segment without <source>");
  RETURN_IF_ERROR(source->bad);
  return target->bad;
}

// Takes the elements of a file and hands on its units.
class XliffHandler : public XmlHandlerOf<UnitEntry> {
 public:
  using XmlHandlerOf::XmlHandlerOf;

  std::string_view EntryTag() const override {
    return version_ == XliffVersion::k1 ? "<trans-unit>" : "<unit>";
  }
  const SkippedEntries* skipped() const override { return &skipped_; }
  std::vector<Loss> CountedLosses() const override { return losses_.Counted(); }
  Status EndFile() override { return SendHeld({}); }

  Status Start(std::string_view name, const XmlAttributes& attributes) override {
    const Place place = places_.back();
    places_.push_back(Place::kSkipped);
    CountTag(attributes);
    if (place != Place::kSkipped && bad().ok()) {
      ASSIGN_OR_RETURN(places_.back(), PlaceOf(place, name, attributes));
    }
    if (copies()) copy().Start(name, attributes);
    return absl::OkStatus();
  }

  Status End(std::string_view name) override {
    const Place place = places_.back();
    places_.pop_back();
    if (copies()) copy().End(name);
    if (place == Place::kUnit) return EndUnit();
    if (place == Place::kGroup || place == Place::kFile) scope_.Pop();
    if (place == Place::kFile) return SendHeld({.source = "", .target = ""});
    if (!bad().ok()) return absl::OkStatus();
    if (place == Place::kInline) text_.End(name);
    if (place == Place::kText) read_->parts = text_.Take();
    return absl::OkStatus();
  }

  Status Text(std::string_view text) override {
    const Place place = places_.back();
    CountBytes(text.size());
    CopyText(text);
    if (!bad().ok()) return absl::OkStatus();
    if (place == Place::kText || place == Place::kInline) text_.Text(text);
    if (place == Place::kNote) unit_.record.items.back().text += text;
    if (place == Place::kData) unit_.data.texts[data_id_] += text;
    return absl::OkStatus();
  }

 private:
  enum class Place : uint8_t {
    kNowhere,
    kRoot,
    kFile,
    kGroup,  // Or <body>.
    kUnit,
    kSegment,
    kText,
    kInline,
    kNotes,
    kNote,
    kOriginalData,
    kData,
    kSegmentStates,  // SDL's.
    kSkipped
  };

  void ClearEntry() override {
    unit_ = {};
    text_.Take();
  }

  // Returns the place within an element that begins at `place`.
  StatusOr<Place> PlaceOf(Place place, std::string_view name, const XmlAttributes& attributes) {
    switch (place) {
      case Place::kNowhere:
        return StartRoot(name, attributes);
      case Place::kRoot:
        return name == "file" ? StartFile(attributes) : Place::kSkipped;
      case Place::kFile:
      case Place::kGroup:
        return StartInFile(name, attributes);
      case Place::kUnit:
        return version_ == XliffVersion::k1 ? StartInTransUnit(name, attributes)
                                            : StartInUnit(name, attributes);
      case Place::kSegment:
        return StartText(name, attributes);
      case Place::kText:
      case Place::kInline:
        text_.Start(name, attributes);
        return Place::kInline;
      case Place::kNotes:
        return name == "note" ? StartNote(attributes) : Place::kSkipped;
      case Place::kOriginalData:
        return name == "data" ? StartData(attributes) : Place::kSkipped;
      case Place::kSegmentStates:
        AddSegmentState(name, attributes);
        return Place::kSkipped;
      case Place::kNote:
      case Place::kData:
      case Place::kSkipped:
        return Place::kSkipped;
    }
    return Place::kSkipped;
  }

  StatusOr<Place> StartRoot(std::string_view name, const XmlAttributes& attributes) {
    ASSIGN_OR_RETURN(version_, XliffVersionOf(name, attributes));
    if (version_ == XliffVersion::k2) SetLanguages(attributes, "srcLang", "trgLang");
    skipped_.SetRoot(XmlStartTag(name, attributes));
    return Place::kRoot;
  }

  void SetLanguages(const XmlAttributes& attributes, std::string_view source,
                    std::string_view target) {
    file_.source = ValueOf(attributes, source);
    file_.target = ValueOf(attributes, target);
  }

  Place StartFile(const XmlAttributes& attributes) {
    const bool is_1 = version_ == XliffVersion::k1;
    if (is_1) SetLanguages(attributes, "source-language", "target-language");
    file_.original = ValueOf(attributes, "original");
    skipped_.SetFile(XmlStartTag("file", attributes), is_1);
    before_ = {.source = "", .target = ""};
    begins_document_ = true;
    scope_.Push(attributes);
    return Place::kFile;
  }

  Place StartInFile(std::string_view name, const XmlAttributes& attributes) {
    const bool is_1 = version_ == XliffVersion::k1;
    if (name == (is_1 ? "trans-unit" : "unit")) return StartUnit(attributes);
    if (name != "group" && !(is_1 && name == "body")) return Place::kSkipped;
    scope_.Push(attributes);
    return Place::kGroup;
  }

  Place StartUnit(const XmlAttributes& attributes) {
    ClearEntry();
    BeginEntry();
    unit_translates_ = scope_.Of(attributes);
    for (const std::string_view name : {"id", "resname", "name"}) {
      const std::string_view value = ValueOf(attributes, name);
      if (!value.empty()) unit_.record.attributes[std::string(name)] = value;
    }
    if (version_ == XliffVersion::k2) return Place::kUnit;
    unit_.approved = XliffStateOf("approved", ValueOf(attributes, "approved"));
    unit_.status = XliffToolStateOf(attributes);
    unit_.segments.emplace_back().line = entry_line();
    return Place::kUnit;
  }

  Place StartInTransUnit(std::string_view name, const XmlAttributes& attributes) {
    if (name == "note") return StartNote(attributes);
    if (name == "sdl:seg-defs") return Place::kSegmentStates;
    if (name == "target") {
      unit_.segments.back().state = XliffStateOf("state", ValueOf(attributes, "state"));
    }
    return StartText(name, attributes);
  }

  Place StartInUnit(std::string_view name, const XmlAttributes& attributes) {
    if (name == "notes") return Place::kNotes;
    if (name == "originalData") return Place::kOriginalData;
    if (name != "segment") return Place::kSkipped;
    ReadSegment& segment = unit_.segments.emplace_back();
    segment.line = line();
    segment.id = ValueOf(attributes, "id");
    segment.state = XliffStateOf("state", ValueOf(attributes, "state"));
    return Place::kSegment;
  }

  Place StartData(const XmlAttributes& attributes) {
    data_id_ = ValueOf(attributes, "id");
    return Place::kData;
  }

  Place StartNote(const XmlAttributes& attributes) {
    if (ValueOf(attributes, "from") == kXliffNoteAuthor) return Place::kSkipped;
    TmxItem& note = unit_.record.items.emplace_back();
    note.is_note = true;
    for (const XmlAttribute& one : attributes) note.attributes[std::string(one.name)] = one.value;
    return Place::kNote;
  }

  void AddSegmentState(std::string_view name, const XmlAttributes& attributes) {
    if (name != "sdl:seg") return;
    unit_.states[std::string(ValueOf(attributes, "id"))] =
        XliffStateOf("conf", ValueOf(attributes, "conf"));
  }

  // Returns the text of a segment that an element is, nullptr for others.
  ReadText* TextNamed(std::string_view name, ReadSegment& segment) const {
    if (name == "source") return &segment.source;
    if (name == "target") return &segment.target;
    return name == "seg-source" && version_ == XliffVersion::k1 ? &segment.split : nullptr;
  }

  Place StartText(std::string_view name, const XmlAttributes& attributes) {
    ReadSegment& segment = unit_.segments.back();
    read_ = TextNamed(name, segment);
    if (read_ == nullptr) return Place::kSkipped;
    if (std::exchange(read_->is_there, true) && segment.bad.ok()) {
      segment.bad = Fault(fmt::format("two <{}> in one segment", name));
    }
    read_->language = ValueOf(attributes, "xml:lang");
    const bool follows_split = read_ == &segment.target && !segment.split.parts.empty();
    text_.Begin(version_, read_ == &segment.split || follows_split, unit_.data);
    return Place::kText;
  }

  Status EndUnit() {
    Status bad = EndEntry();
    const auto text = std::make_shared<const std::string>(copy().Take());
    EndCopy();
    size_t count = 0;
    for (const ReadSegment& one : unit_.segments) {
      count += std::max<size_t>(1, one.split.parts.size());
    }
    if (bad.ok() && count * BytesOf(unit_.record) > kMaxXmlEntryBytes) {
      bad = Fault(fmt::format("its notes are too long for {} segments; shorten them", count));
    }
    if (!bad.ok()) return Hold(entry_line(), bad, {}, text);
    for (const ReadSegment& one : unit_.segments) RETURN_IF_ERROR(HoldSegments(one, text));
    return absl::OkStatus();
  }

  Status HoldSegments(const ReadSegment& segment, const std::shared_ptr<const std::string>& text) {
    const auto hold = [&](const XliffPart* source, const XliffPart* target) -> Status {
      Neighbour texts{NeighbourText(source), NeighbourText(target)};
      const std::string_view missing =
          unit_translates_ ? WhatIsMissing(source, target) : "segments with translate=\"no\"";
      if (segment.bad.ok() && !missing.empty()) {
        losses_.Add(missing, fmt::format("line {}", segment.line));
        return Pass(std::move(texts));
      }
      return Hold(segment.line, MakeEntry(segment, source, target), std::move(texts), text);
    };
    if (segment.split.parts.empty()) return hold(FirstOf(segment.source), FirstOf(segment.target));
    std::map<std::string_view, const XliffPart*> targets;
    for (const XliffPart& part : segment.target.parts) targets.emplace(part.mid, &part);
    for (const XliffPart& part : segment.split.parts) {
      const auto target = targets.find(part.mid);
      RETURN_IF_ERROR(hold(&part, target == targets.end() ? nullptr : target->second));
    }
    return absl::OkStatus();
  }

  // Hands on the entry before, whose neighbour has these texts.
  Status Pass(Neighbour texts) {
    RETURN_IF_ERROR(SendHeld(texts));
    before_ = std::move(texts);
    return absl::OkStatus();
  }

  // Hands on the entry before and keeps this one until its neighbour is known.
  Status Hold(uint64_t line, StatusOr<UnitEntry> value, Neighbour texts,
              std::shared_ptr<const std::string> text) {
    SetNeighbour(&Variant::previous, before_, value);
    RETURN_IF_ERROR(Pass(std::move(texts)));
    held_ = HeldEntry{.line = line,
                      .value = std::move(value),
                      .begins_document = std::exchange(begins_document_, false),
                      .text = std::move(text)};
    return absl::OkStatus();
  }

  Status SendHeld(const Neighbour& next) {
    if (!held_) return absl::OkStatus();
    HeldEntry held = *std::exchange(held_, std::nullopt);
    SetNeighbour(&Variant::next, next, held.value);
    return Send({held.line, std::move(held.value), held.begins_document, *held.text});
  }

  StatusOr<UnitEntry> MakeEntry(const ReadSegment& segment, const XliffPart* source,
                                const XliffPart* target) {
    RETURN_IF_ERROR(segment.bad);
    RETURN_IF_ERROR(CheckPair(source, target));
    UnitEntry entry;
    entry.unit.document = file_.original;
    entry.unit.state = StateOf(segment, source->mid);
    RETURN_IF_ERROR(AddProperties(segment, source->mid, entry.unit.properties));
    ASSIGN_OR_RETURN(entry.source, AddVariant(file_.source, segment.source, *source, entry.unit));
    RETURN_IF_ERROR(AddVariant(file_.target, segment.target, *target, entry.unit).status());
    return entry;
  }

  ReviewState StateOf(const ReadSegment& segment, const std::string& mid) const {
    const auto stated = unit_.states.find(mid);
    const ReviewState of_segment =
        stated == unit_.states.end() ? ReviewState::kUnspecified : stated->second;
    return FirstStated({unit_.approved, of_segment, segment.state, unit_.status});
  }

  Status AddProperties(const ReadSegment& segment, const std::string& mid,
                       Properties& properties) const {
    TmxRecord record = unit_.record;
    if (!mid.empty()) record.attributes["mid"] = mid;
    if (!segment.id.empty()) record.attributes["segment"] = segment.id;
    return AddTmxProperties(record, "", properties, kXliffPropertyPrefix);
  }

  // Adds a text, unless its language is left out, and returns its language. What the file says of
  // the language goes before what the text says.
  StatusOr<Language> AddVariant(const std::string& of_file, const ReadText& text,
                                const XliffPart& part, Unit& unit) {
    const std::string& written = of_file.empty() ? text.language : of_file;
    if (written.empty())
      return Fault(
          "the file does not name both languages; add them to the <file> (to <xliff> in 2.x)");
    ASSIGN_OR_RETURN(const Language language, mutable_languages().Count(written));
    if (language.empty()) return language;
    if (unit.Has(language)) {
      return Fault(fmt::format("source and target are both '{}'", language.tag()));
    }
    Variant& added = unit.variants.emplace_back();
    added.language = language;
    added.segment = part.segment;
    return language;
  }

  XliffVersion version_ = XliffVersion::k1;
  XliffFile file_;
  std::vector<Place> places_{Place::kNowhere};
  TranslateScope scope_;
  bool begins_document_ = true;
  SkippedXliff skipped_;
  Losses losses_;
  Neighbour before_;  // The segment before the next.
  std::optional<HeldEntry> held_;
  // The unit that is being read:
  ReadUnit unit_;
  bool unit_translates_ = true;
  XliffTextReader text_;
  ReadText* read_ = nullptr;  // What `text_` reads.
  std::string data_id_;       // Of the <data> that is read.
};

}  // namespace

StatusOr<std::unique_ptr<UnitReader>> NewXliffReader(const std::vector<std::string>& languages) {
  return NewXmlEntryReader<XliffHandler, UnitEntry>(languages);
}

}  // namespace dragoman
