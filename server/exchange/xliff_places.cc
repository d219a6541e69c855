#include "server/exchange/xliff_places.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "server/base/utf8.h"
#include "server/exchange/xliff_scope.h"
#include "server/exchange/xliff_states.h"
#include "server/exchange/xml_reader.h"

namespace dragoman {
namespace {

ByteRange RangeOf(const XmlToken& token) {
  return {static_cast<uint32_t>(token.begin), static_cast<uint32_t>(token.end)};
}

// A <source>, <seg-source> or <target>.
struct FoundText {
  size_t count = 0;
  XmlPlace place;
  std::vector<XliffPart> parts;
};

// What SDL says of a segment.
struct SdlState {
  ByteRange tag;
  ReviewState state = ReviewState::kUnspecified;
  bool is_locked = false;
};

// A <segment>, or a whole <trans-unit>.
struct FoundSegment {
  ByteRange tag;
  std::string id;
  std::string state;  // As stated.
  FoundText source, split, target;
};

struct FoundUnit {
  XliffUnitPlace place;
  bool is_locked = false;
  ReviewState approved = ReviewState::kUnspecified;
  ReviewState status = ReviewState::kUnspecified;       // As tools say it.
  std::map<std::string, SdlState, std::less<>> states;  // By mid.
  std::vector<FoundSegment> segments;
  XliffOriginalData data;
};

// Returns whether an attribute of a tool says that a translator may not write.
bool SaysLocked(const XmlAttributes& attributes) {
  return ValueOf(attributes, "locked") == "true" || ValueOf(attributes, "m:locked") == "true" ||
         ValueOf(attributes, "mq:locked") == "locked";
}

bool IsFinal(std::string_view state) { return state == "final" || state == "signed-off"; }

// Returns whether a state says that nothing was translated yet.
bool IsUntouched(std::string_view state) {
  constexpr std::array<std::string_view, 5> kStates{"initial", "new", "needs-translation",
                                                    "needs-l10n", "needs-adaptation"};
  return std::find(kStates.begin(), kStates.end(), state) != kStates.end();
}

// Takes the elements of a file and notes where they stand.
class PlaceFinder : public XmlHandler {
 public:
  explicit PlaceFinder(std::string_view source) : source_(source), xml_(kSettings, *this) {}

  StatusOr<XliffPlaces> Find() {
    Status status = xml_.Feed(source_);
    if (status.ok()) status = xml_.Finish();
    if (status.ok()) return std::move(found_);
    return Error(StatusCode::kInvalidArgument, "line {}: {}", xml_.line(), MessageOf(status));
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
    kSdlStates,
    kOriginalData,
    kData,
    kModule,
    kSkipped
  };
  static constexpr XmlSettings kSettings{.doctype = XmlDoctype::kBare};

  bool is_1() const { return found_.version == XliffVersion::k1; }

  Status Start(std::string_view name, const XmlAttributes& attributes) override {
    const Place place = places_.back();
    NoteNamespaces(attributes);
    places_.push_back(Place::kSkipped);
    if (place != Place::kSkipped && place != Place::kModule && place != Place::kData) {
      ASSIGN_OR_RETURN(places_.back(), PlaceOf(place, name, attributes));
    }
    return absl::OkStatus();
  }

  Status End(std::string_view name) override {
    const Place place = places_.back();
    const ByteRange at = RangeOf(xml_.token());
    places_.pop_back();
    namespaces_.resize(namespace_counts_.back());
    namespace_counts_.pop_back();
    if (place == Place::kInline) text_.End(name, xml_.token());
    if (place == Place::kText && read_ != nullptr) {
      read_->place.end = at;
      read_->parts = text_.Take();
    }
    if (place == Place::kModule) module_->place.end = at;
    if (place == Place::kUnit) EndUnit(at);
    if (place == Place::kGroup || place == Place::kFile) scope_.Pop();
    return absl::OkStatus();
  }

  Status Text(std::string_view text) override {
    if (places_.back() == Place::kText || places_.back() == Place::kInline) text_.Text(text);
    if (places_.back() == Place::kData) unit_.data.texts[data_id_] += text;
    return absl::OkStatus();
  }

  // What is in scope of the element that begins.
  void NoteNamespaces(const XmlAttributes& attributes) {
    namespace_counts_.push_back(namespaces_.size());
    for (const XmlAttribute& one : attributes) {
      if (one.name.starts_with("xmlns:")) namespaces_.emplace_back(one.name.substr(6), one.value);
    }
  }
  std::string_view NamespaceOf(std::string_view prefix) const {
    const auto found = std::find_if(namespaces_.rbegin(), namespaces_.rend(),
                                    [&](const auto& one) { return one.first == prefix; });
    return found == namespaces_.rend() ? std::string_view() : found->second;
  }

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
        return is_1() ? StartInTransUnit(name, attributes) : StartInUnit(name, attributes);
      case Place::kSegment:
        return StartText(name);
      case Place::kText:
      case Place::kInline:
        text_.Start(name, attributes, xml_.token());
        return Place::kInline;
      case Place::kSdlStates:
        AddSdlState(name, attributes);
        return Place::kSkipped;
      case Place::kOriginalData:
        data_id_ = ValueOf(attributes, "id");
        return name == "data" ? Place::kData : Place::kSkipped;
      default:
        return Place::kSkipped;
    }
  }

  void AddFile(const XmlAttributes& attributes, std::string_view source, std::string_view target) {
    found_.files.push_back({RangeOf(xml_.token()), std::string(ValueOf(attributes, source)),
                            std::string(ValueOf(attributes, target))});
  }

  StatusOr<Place> StartRoot(std::string_view name, const XmlAttributes& attributes) {
    ASSIGN_OR_RETURN(found_.version, XliffVersionOf(name, attributes));
    if (!is_1()) AddFile(attributes, "srcLang", "trgLang");
    return Place::kRoot;
  }

  Place StartFile(const XmlAttributes& attributes) {
    if (is_1()) AddFile(attributes, "source-language", "target-language");
    scope_.Push(attributes);
    return Place::kFile;
  }

  Place StartInFile(std::string_view name, const XmlAttributes& attributes) {
    if (name == (is_1() ? "trans-unit" : "unit")) return StartUnit(attributes);
    if (name != "group" && !(is_1() && name == "body")) return Place::kSkipped;
    scope_.Push(attributes);
    return Place::kGroup;
  }

  Place StartUnit(const XmlAttributes& attributes) {
    unit_ = {};
    unit_.place.file = found_.files.size() - 1;
    unit_.place.place.start = RangeOf(xml_.token());
    unit_.is_locked = !scope_.Of(attributes) || SaysLocked(attributes);
    if (!is_1()) return Place::kUnit;
    unit_.approved = XliffStateOf("approved", ValueOf(attributes, "approved"));
    unit_.status = XliffToolStateOf(attributes);
    unit_.segments.emplace_back();
    return Place::kUnit;
  }

  Place StartInTransUnit(std::string_view name, const XmlAttributes& attributes) {
    if (name == "sdl:seg-defs") return Place::kSdlStates;
    if (name == "target") unit_.segments.back().state = ValueOf(attributes, "state");
    return StartText(name);
  }

  Place StartInUnit(std::string_view name, const XmlAttributes& attributes) {
    if (name == "originalData") return Place::kOriginalData;
    if (name.find(':') != name.npos) return StartModule(name);
    if (name != "segment") return Place::kSkipped;
    FoundSegment& segment = unit_.segments.emplace_back();
    segment.tag = RangeOf(xml_.token());
    segment.id = ValueOf(attributes, "id");
    segment.state = ValueOf(attributes, "state");
    return Place::kSegment;
  }

  Place StartModule(std::string_view name) {
    const std::string_view prefix = name.substr(0, name.find(':'));
    const std::string_view space = NamespaceOf(prefix);
    std::optional<XliffModulePlace>* module = nullptr;
    if (name.ends_with(":matches") && space == kXliffMatches) module = &unit_.place.matches;
    if (name.ends_with(":glossary") && space == kXliffGlossary) module = &unit_.place.glossary;
    if (module == nullptr || *module) return Place::kSkipped;
    *module = XliffModulePlace{{RangeOf(xml_.token()), {}}, std::string(prefix)};
    module_ = &**module;
    return Place::kModule;
  }

  void AddSdlState(std::string_view name, const XmlAttributes& attributes) {
    if (name != "sdl:seg") return;
    const std::string_view conf = ValueOf(attributes, "conf");
    const bool is_locked = SaysLocked(attributes) || conf == "ApprovedSignOff";
    unit_.states[std::string(ValueOf(attributes, "id"))] = {RangeOf(xml_.token()),
                                                            XliffStateOf("conf", conf), is_locked};
  }

  Place StartText(std::string_view name) {
    FoundSegment& segment = unit_.segments.back();
    FoundText* const text = name == "source"                 ? &segment.source
                            : name == "target"               ? &segment.target
                            : name == "seg-source" && is_1() ? &segment.split
                                                             : nullptr;
    if (text == nullptr) return Place::kSkipped;
    read_ = ++text->count == 1 ? text : nullptr;
    if (read_ == nullptr) return Place::kSkipped;
    read_->place.start = RangeOf(xml_.token());
    const bool follows_split = text == &segment.target && !segment.split.parts.empty();
    text_.Begin(found_.version, text == &segment.split || follows_split, unit_.data);
    return Place::kText;
  }

  void EndUnit(const ByteRange& at) {
    unit_.place.place.end = at;
    for (FoundSegment& segment : unit_.segments) {
      // Which of two texts is meant is not known.
      if (segment.source.count != 1 || segment.target.count > 1 || segment.split.count > 1)
        continue;
      if (segment.split.parts.empty()) {
        AddWhole(segment);
      } else if (segment.target.count == 0 ||
                 segment.split.place.start.begin < segment.target.place.start.begin) {
        AddSplit(segment);  // A target that stands before was not read as cut.
      }
    }
    found_.units.push_back(std::move(unit_.place));
  }

  void AddWhole(FoundSegment& segment) {
    XliffSegmentPlace place;
    place.id = segment.id;
    place.tag = segment.tag;
    place.source = segment.split.count == 1 ? segment.split.place : segment.source.place;
    const bool has_target = segment.target.count == 1;
    if (has_target) place.target = segment.target.place;
    AddBlock(segment, std::move(place), segment.source.parts.front(),
             has_target ? &segment.target.parts.front() : nullptr);
  }

  void AddSplit(FoundSegment& segment) {
    XliffUnitPlace& unit = unit_.place;
    unit.split = segment.split.place;
    unit.has_marks = !segment.target.parts.empty();
    unit.has_states = !unit_.states.empty();
    std::map<std::string_view, XliffPart*> targets;
    for (XliffPart& part : segment.target.parts) targets.emplace(part.mid, &part);
    for (XliffPart& part : segment.split.parts) {
      unit.mids.push_back(part.mid);
      unit.source_marks.push_back({RangeOf(part.start), RangeOf(part.end)});
    }
    // A target that is not cut has a translation of all.
    const bool is_whole = segment.target.count == 1 && !unit.has_marks &&
                          !IsBlank(PartOf(source_, segment.target.place.inner()));
    std::set<std::string_view> mids;
    for (XliffPart& part : segment.split.parts) {
      if (!mids.insert(part.mid).second) continue;  // Which of two is meant is not known.
      XliffSegmentPlace place;
      place.id = part.mid;
      place.source = segment.split.place;
      if (segment.target.count == 1) place.target = segment.target.place;
      const auto target = targets.find(part.mid);
      if (target != targets.end()) {
        place.mark = XmlPlace{RangeOf(target->second->start), RangeOf(target->second->end)};
      }
      AddBlock(segment, std::move(place), part, target == targets.end() ? nullptr : target->second,
               is_whole);
    }
  }

  const SdlState* SdlStateOf(const std::string& mid) const {
    const auto found = unit_.states.find(mid);
    return mid.empty() || found == unit_.states.end() ? nullptr : &found->second;
  }

  bool IsLocked(const FoundSegment& segment, const SdlState* sdl) const {
    return unit_.is_locked || IsFinal(segment.state) || unit_.approved == ReviewState::kReviewed ||
           (sdl != nullptr && sdl->is_locked);
  }

  // Returns the first state that is stated, in the order of an import.
  ReviewState StateOf(const FoundSegment& segment, const SdlState* sdl) const {
    const ReviewState of_sdl = sdl == nullptr ? ReviewState::kUnspecified : sdl->state;
    for (const ReviewState state :
         {unit_.approved, of_sdl, XliffStateOf("state", segment.state), unit_.status}) {
      if (state != ReviewState::kUnspecified) return state;
    }
    return ReviewState::kUnspecified;
  }

  // Returns whether a target has a text that is no copy of the source made in advance.
  bool IsTranslation(const FoundSegment& segment, const XliffPart& source,
                     const XliffPart& target) const {
    if (!target.bad.ok()) return true;
    const bool is_copy = target.segment.text == source.segment.text && IsUntouched(segment.state) &&
                         unit_.states.empty();
    return !is_copy && !IsBlank(target.segment.text);
  }

  // `is_done`: it is known to have a translation.
  void AddBlock(const FoundSegment& segment, XliffSegmentPlace place, XliffPart& source,
                XliffPart* target, bool is_done = false) {
    if (!source.bad.ok() || IsBlank(source.segment.text)) return;
    const SdlState* const sdl = SdlStateOf(source.mid);
    DocumentBlock block{.segment = source.segment, .is_segment = true};
    block.state = StateOf(segment, sdl);
    is_done = is_done || block.state >= ReviewState::kTranslated;
    if (target != nullptr && IsTranslation(segment, source, *target)) {
      is_done = true;
      if (target->bad.ok()) block.translation = target->segment;
    }
    block.status = IsLocked(segment, sdl) ? BlockStatus::kLocked
                   : is_done              ? BlockStatus::kTranslated
                                          : BlockStatus::kOpen;
    place.unit = found_.units.size();
    if (sdl != nullptr) place.state = sdl->tag;
    for (size_t i = 0; i < source.elements.size(); ++i) {
      const bool is_content = source.elements[i].empty();
      place.elements.push_back(is_content ? source.segment.codes[i].content
                                          : std::move(source.elements[i]));
    }
    found_.segments.push_back(std::move(place));
    found_.blocks.push_back(std::move(block));
  }

  const std::string_view source_;
  XmlReader xml_;
  XliffPlaces found_;
  std::vector<Place> places_{Place::kNowhere};
  TranslateScope scope_;
  std::vector<std::pair<std::string, std::string>> namespaces_;  // Prefixes in scope.
  std::vector<size_t> namespace_counts_;  // How many there were around each open element.
  // The unit that is being read:
  FoundUnit unit_;
  XliffTextReader text_;
  FoundText* read_ = nullptr;
  XliffModulePlace* module_ = nullptr;
  std::string data_id_;
};

// Returns the encoding that the file declares, "" for none.
std::string DeclaredEncoding(std::string_view source) {
  if (source.starts_with(kByteOrderMark)) source.remove_prefix(kByteOrderMark.size());
  if (!source.starts_with("<?xml")) return "";
  const std::string_view declaration = source.substr(0, source.find("?>"));
  const size_t name = declaration.find("encoding");
  if (name == declaration.npos) return "";
  const size_t begin = declaration.find_first_of("\"'", name);
  if (begin == declaration.npos) return "";
  const size_t end = declaration.find(declaration[begin], begin + 1);
  return AsciiLower(declaration.substr(begin + 1, end - begin - 1));
}

}  // namespace

StatusOr<XliffPlaces> FindXliffPlaces(std::string_view source) {
  const std::string encoding = DeclaredEncoding(source);
  if (!encoding.empty() && encoding != "utf-8") {
    return Error(StatusCode::kInvalidArgument,
                 "the file declares the encoding '{}', in which its other bytes could not stay as "
                 "they are; save it as UTF-8",
                 Shortened(encoding));
  }
  return PlaceFinder(source).Find();
}

}  // namespace dragoman
