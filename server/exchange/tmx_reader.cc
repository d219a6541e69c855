// Units read from TMX: see tmx.h.
#include <algorithm>
#include <utility>

#include "server/exchange/skipped_xml.h"
#include "server/exchange/tmx.h"
#include "server/exchange/tmx_dialects.h"
#include "server/exchange/tmx_fields.h"
#include "server/exchange/tmx_segment.h"
#include "server/exchange/xml_entry_file.h"

namespace dragoman {
namespace {

// Takes the elements of a file and hands on its units.
class TmxHandler : public XmlHandlerOf<UnitEntry> {
 public:
  using XmlHandlerOf::XmlHandlerOf;

  std::string_view EntryTag() const override { return "<tu>"; }
  const SkippedEntries* skipped() const override { return &skipped_; }

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
    if (place == Place::kHeader && copies()) EndHeader();
    if (!bad().ok()) return absl::OkStatus();
    if (place == Place::kInline) Check(segment_.End(name));
    if (place == Place::kVariant) EndVariant();
    if (place == Place::kSegment) variants_.back().segment = segment_.Take();
    if (place == Place::kHeaderItem) EndHeaderItem();
    return absl::OkStatus();
  }

  Status Text(std::string_view text) override {
    const Place place = places_.back();
    CountBytes(text.size());
    CopyText(text);
    if (!bad().ok()) return absl::OkStatus();
    if (place == Place::kSegment || place == Place::kInline) segment_.Text(text);
    if (place == Place::kItem || place == Place::kHeaderItem) item_->text += text;
    const bool is_between = place == Place::kUnit || place == Place::kVariant;
    if (is_between && !IsBlank(text)) Check(Fault("text outside of <seg>, <note> and <prop>"));
    return absl::OkStatus();
  }

 private:
  enum class Place : uint8_t {
    kFile,
    kRoot,
    kHeader,
    kHeaderItem,
    kBody,
    kUnit,
    kVariant,
    kItem,
    kSegment,
    kInline,
    kSkipped
  };
  struct ReadVariant {
    std::string written;  // Its language.
    TmxRecord record;
    Segment segment;
    bool has_segment = false;
  };

  void ClearEntry() override {
    record_ = {};
    variants_.clear();
    segment_.Take();
  }

  // Returns the place within an element that begins at `place`.
  StatusOr<Place> PlaceOf(Place place, std::string_view name, const XmlAttributes& attributes) {
    switch (place) {
      case Place::kFile:
        return StartRoot(name, attributes);
      case Place::kRoot:
        if (name == "header") StartHeader(attributes);
        if (name == "header") return Place::kHeader;
        return name == "body" ? Place::kBody : Place::kSkipped;
      case Place::kHeader:
        header_item_ = {.type = std::string(ValueOf(attributes, "type"))};
        item_ = &header_item_;
        return name == "prop" ? Place::kHeaderItem : Place::kSkipped;
      case Place::kBody:
        if (name == "tu") return StartUnit(attributes);
        return StartUnknown(name);
      case Place::kUnit:
        if (name == "tuv") return StartVariant(attributes);
        return StartItem(name, attributes, record_);
      case Place::kVariant:
        if (name == "seg") return StartSegment();
        return StartItem(name, attributes, variants_.back().record);
      case Place::kSegment:
      case Place::kInline:
        Check(segment_.Start(name, attributes));
        return Place::kInline;
      case Place::kItem:
        Check(Fault(fmt::format("<{}> stands in a <note> or <prop>", Shortened(name))));
        return Place::kSkipped;
      case Place::kHeaderItem:
      case Place::kSkipped:
        return Place::kSkipped;
    }
    return Place::kSkipped;
  }

  StatusOr<Place> StartRoot(std::string_view name, const XmlAttributes& attributes) {
    if (name != "tmx") {
      return Fault(
          fmt::format("the root is <{}>, not <tmx>; this is no TMX file", Shortened(name)));
    }
    const std::string_view version = ValueOf(attributes, "version");
    skipped_.SetRoot(XmlStartTag(name, attributes));
    if (version.empty() || version.starts_with("1.")) return Place::kRoot;
    return Fault(fmt::format("TMX version '{}'; 1.1 to 1.4b are read", Shortened(version)));
  }

  void StartHeader(const XmlAttributes& attributes) {
    header_.tool = ValueOf(attributes, "creationtool");
    header_.source = ValueOf(attributes, "srclang");
    BeginCopy();
  }

  void EndHeader() {
    skipped_.SetHeader(copy().text());
    EndCopy();
  }

  void EndHeaderItem() {
    if (header_item_.type.ends_with("TextContextMatchType")) {
      header_.trados_context_is_preceding = header_item_.text == "PrecedingSourceAndTarget";
    }
  }

  StatusOr<Place> StartUnit(const XmlAttributes& attributes) {
    ClearEntry();
    BeginEntry();
    for (const XmlAttribute& one : attributes) {
      record_.attributes[std::string(one.name)] = one.value;
    }
    return Place::kUnit;
  }

  StatusOr<Place> StartUnknown(std::string_view name) {
    RETURN_IF_ERROR(
        SendEntry(line(), Fault(fmt::format("<{}> in <body> is no <tu>", Shortened(name)))));
    return Place::kSkipped;
  }

  StatusOr<Place> StartVariant(const XmlAttributes& attributes) {
    ReadVariant variant;
    for (const XmlAttribute& one : attributes) {
      if (one.name == "xml:lang" || one.name == "lang") {
        if (variant.written.empty() || one.name == "xml:lang") variant.written = one.value;
      } else {
        variant.record.attributes[std::string(one.name)] = one.value;
      }
    }
    variants_.push_back(std::move(variant));
    return Place::kVariant;
  }

  StatusOr<Place> StartItem(std::string_view name, const XmlAttributes& attributes,
                            TmxRecord& record) {
    if (name != "note" && name != "prop") {
      Check(Fault(fmt::format("<{}> does not belong in a <tu>", Shortened(name))));
      return Place::kSkipped;
    }
    TmxItem item{.is_note = name == "note"};
    for (const XmlAttribute& one : attributes) {
      if (one.name == "type" && !item.is_note) {
        item.type = one.value;
      } else {
        item.attributes[std::string(one.name)] = one.value;
      }
    }
    record.items.push_back(std::move(item));
    item_ = &record.items.back();
    return Place::kItem;
  }

  StatusOr<Place> StartSegment() {
    if (variants_.back().has_segment) Check(Fault("two <seg> in one <tuv>"));
    variants_.back().has_segment = true;
    return Place::kSegment;
  }

  void EndVariant() {
    const ReadVariant& variant = variants_.back();
    if (variant.written.empty()) Check(Fault("a <tuv> without xml:lang; name its language"));
    if (!variant.has_segment) Check(Fault("a <tuv> without <seg>"));
  }

  Status EndUnit() {
    const Status bad = EndEntry();
    StatusOr<UnitEntry> entry = bad.ok() ? MakeEntry() : StatusOr<UnitEntry>(bad);
    ClearEntry();
    const Status sent = SendEntry(entry_line(), std::move(entry));
    EndCopy();
    return sent;
  }

  Status SendEntry(uint64_t line, StatusOr<UnitEntry> entry) {
    return Send({line, std::move(entry), std::exchange(begins_document_, false), copy().text()});
  }

  StatusOr<UnitEntry> MakeEntry() {
    UnitEntry entry;
    std::vector<TmxVariantRecord> records;
    for (ReadVariant& variant : variants_) {
      RETURN_IF_ERROR(AddVariant(variant, entry.unit, records));
    }
    RETURN_IF_ERROR(TakeUnitFields(record_, entry.unit));
    RETURN_IF_ERROR(AddTmxProperties(record_, "", entry.unit.properties));
    entry.source = SourceOf(entry.unit);
    if (header_.tool != kTmxTool) {
      FillFromDialects(header_, record_, records, entry.source, entry.unit);
    }
    return entry;
  }

  // Adds a variant, unless it has no text or its language is left out.
  Status AddVariant(ReadVariant& variant, Unit& unit, std::vector<TmxVariantRecord>& records) {
    ASSIGN_OR_RETURN(const Language language, mutable_languages().Count(variant.written));
    if (language.empty() || IsBlank(variant.segment.text)) return absl::OkStatus();
    if (unit.Has(language)) {
      return Error(StatusCode::kInvalidArgument,
                   "'{}' stands twice; a unit has one text per language, split the <tu>",
                   language.tag());
    }
    Variant& added = unit.variants.emplace_back();
    added.language = language;
    added.segment = std::move(variant.segment);
    RETURN_IF_ERROR(TakeVariantFields(variant.record, added));
    RETURN_IF_ERROR(AddTmxProperties(variant.record, language.tag(), unit.properties));
    records.push_back({language, std::move(variant.record)});
    return absl::OkStatus();
  }

  // Returns the language that the <tu> or the file names as the source, else the first there is.
  Language SourceOf(const Unit& unit) {
    const auto stated = record_.attributes.find("srclang");
    const Language meant = mutable_languages().Meant(
        stated != record_.attributes.end() ? stated->second : header_.source);
    const Variant* variant = meant.empty() ? nullptr : unit.Find(meant);
    if (variant != nullptr) return variant->language;
    return unit.variants.empty() ? Language() : unit.variants.front().language;
  }

  TmxHeader header_;
  TmxItem header_item_;
  std::vector<Place> places_{Place::kFile};
  bool begins_document_ = true;
  SkippedXml skipped_{"<body>", "</body>\n</tmx>"};
  // The <tu> that is being read:
  TmxRecord record_;
  std::vector<ReadVariant> variants_;
  TmxSegmentReader segment_;
  TmxItem* item_ = nullptr;  // The <note> or <prop> that is being read.
};

}  // namespace

StatusOr<std::unique_ptr<UnitReader>> NewTmxReader(const std::vector<std::string>& languages) {
  return NewXmlEntryReader<TmxHandler, UnitEntry>(languages);
}

}  // namespace dragoman
