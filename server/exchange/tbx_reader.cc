// Concepts read from TBX: see tbx.h.
#include <absl/strings/ascii.h>

#include <algorithm>
#include <array>
#include <utility>

#include "server/exchange/skipped_xml.h"
#include "server/exchange/tbx.h"
#include "server/exchange/tbx_concept.h"
#include "server/exchange/tbx_note.h"
#include "server/exchange/xml_entry_file.h"

namespace dragoman {
namespace {

using namespace std::string_view_literals;
constexpr std::array kEntries{"conceptEntry"sv, "termEntry"sv};
constexpr std::array kLanguageSections{"langSec"sv, "langSet"sv};
constexpr std::array kTermSections{"termSec"sv, "tig"sv, "ntig"sv};
constexpr std::array kPlaced{"conceptEntry"sv, "termEntry"sv, "langSec"sv, "langSet"sv,
                             "termSec"sv,      "tig"sv,       "ntig"sv,    "term"sv,
                             "termGrp"sv,      "body"sv,      "text"sv};
// Elements whose attribute `type` names the category.
constexpr std::array kTyped{"descrip"sv, "admin"sv, "termNote"sv, "descripNote"sv, "adminNote"sv};
// What concepts have no use for: who changed what when, pictures, links, parts of terms.
constexpr std::array kLeftOut{"transacGrp"sv,
                              "transac"sv,
                              "transacNote"sv,
                              "transactionType"sv,
                              "responsibility"sv,
                              "date"sv,
                              "ref"sv,
                              "xref"sv,
                              "crossReference"sv,
                              "xGraphic"sv,
                              "externalCrossReference"sv,
                              "termCompList"sv,
                              "termCompGrp"sv};
// Elements within texts whose content is code, not text.
constexpr std::array kCodes{"bpt"sv, "ept"sv, "it"sv, "ph"sv, "ut"sv, "sc"sv, "ec"sv};

template <size_t n>
bool IsOneOf(std::string_view name, const std::array<std::string_view, n>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view LocalName(std::string_view name) { return name.substr(name.rfind(':') + 1); }

// Takes the elements of a file and hands on its concepts.
class TbxHandler : public XmlHandlerOf<Concept> {
 public:
  using XmlHandlerOf::XmlHandlerOf;

  std::string_view EntryTag() const override { return "<conceptEntry> or <termEntry>"; }
  const SkippedEntries* skipped() const override { return &skipped_; }
  std::vector<Loss> CountedLosses() const override { return losses_.Counted(); }

  Status Start(std::string_view name, const XmlAttributes& attributes) override {
    const Place place = places_.back();
    places_.push_back(Place::kSkipped);
    CountTag(attributes);
    if (place == Place::kFile) BeginSkipped(name, attributes);
    if (place != Place::kSkipped && bad().ok()) {
      ASSIGN_OR_RETURN(places_.back(), PlaceOf(place, LocalName(name), attributes));
    }
    if (copies()) copy().Start(name, attributes);
    return absl::OkStatus();
  }

  Status End(std::string_view name) override {
    const Place place = places_.back();
    places_.pop_back();
    if (copies()) copy().End(name);
    if (place == Place::kHeader && copies()) EndHeader();
    if (place == Place::kEntry) return EndConcept();
    if (!bad().ok()) return absl::OkStatus();
    if (place == Place::kItem) EndItem();
    if (place == Place::kGroup) EndGroup();
    if (place == Place::kTerm) EndTerm();
    if (place == Place::kLanguage) language_ = nullptr;
    return absl::OkStatus();
  }

  Status Text(std::string_view text) override {
    const Place place = places_.back();
    CountBytes(text.size());
    CopyText(text);
    if (!bad().ok()) return absl::OkStatus();
    if (place == Place::kItem || place == Place::kInline) text_ += text;
    const bool is_between = place == Place::kEntry || place == Place::kLanguage ||
                            place == Place::kTerm || place == Place::kGroup;
    if (is_between && !IsBlank(text)) Check(Fault("text outside of <term> and data categories"));
    return absl::OkStatus();
  }

 private:
  enum class Place : uint8_t {
    kFile,
    kRoot,
    kHeader,
    kText,
    kBody,
    kEntry,
    kLanguage,
    kTerm,
    kGroup,
    kItem,
    kInline,
    kSkipped
  };

  void ClearEntry() override {
    entry_ = {};
    language_ = nullptr;
    term_ = nullptr;
    groups_.clear();
    text_.clear();
  }

  void Lose(std::string_view what) { losses_.Add(what, fmt::format("line {}", line())); }

  // Returns the place within an element that begins at `place`.
  StatusOr<Place> PlaceOf(Place place, std::string_view name, const XmlAttributes& attributes) {
    switch (place) {
      case Place::kFile:
        return StartRoot(name);
      case Place::kRoot:
        if (name == "tbxHeader" || name == "martifHeader") BeginCopy();
        if (name == "tbxHeader" || name == "martifHeader") return Place::kHeader;
        return name == "text" ? Place::kText : Place::kSkipped;
      case Place::kText:
        if (name == "back") Lose("<back>");
        return name == "body" ? Place::kBody : Place::kSkipped;
      case Place::kBody:
        return IsOneOf(name, kEntries) ? StartEntry(attributes) : StartUnknown(name);
      case Place::kEntry:
        if (IsOneOf(name, kLanguageSections)) return StartLanguage(name, attributes);
        return StartDetail(name, attributes);
      case Place::kLanguage:
        if (IsOneOf(name, kTermSections)) return StartTerm();
        return StartDetail(name, attributes);
      case Place::kTerm:
      case Place::kGroup:
        return StartDetail(name, attributes);
      case Place::kItem:
      case Place::kInline:
        return StartInline(name);
      case Place::kHeader:
      case Place::kSkipped:
        return Place::kSkipped;
    }
    return Place::kSkipped;
  }

  void BeginSkipped(std::string_view root, const XmlAttributes& attributes) {
    const std::string_view prefix = root.substr(0, root.size() - LocalName(root).size());
    skipped_.SetRoot(XmlStartTag(root, attributes));
    skipped_.SetBody(fmt::format("<{0}text>\n<{0}body>", prefix),
                     fmt::format("</{0}body>\n</{0}text>\n</{1}>", prefix, root));
  }

  static StatusOr<Place> StartRoot(std::string_view name) {
    if (name == "tbx" || name == "martif") return Place::kRoot;
    return Fault(fmt::format("the root is <{}>, not <tbx> or <martif>; this is no TBX file",
                             Shortened(name)));
  }

  void EndHeader() {
    skipped_.SetHeader(copy().text());
    EndCopy();
  }

  Place StartEntry(const XmlAttributes& attributes) {
    ClearEntry();
    BeginEntry();
    entry_.line = line();
    entry_.id = ValueOf(attributes, "id");
    if (entry_.id.empty()) entry_.id = ValueOf(attributes, "xml:id");
    ++entries_;
    return Place::kEntry;
  }

  StatusOr<Place> StartUnknown(std::string_view name) {
    ++entries_;
    RETURN_IF_ERROR(
        Send({line(), Fault(fmt::format("<{}> in <body> is no {}", Shortened(name), EntryTag()))}));
    return Place::kSkipped;
  }

  Place StartLanguage(std::string_view name, const XmlAttributes& attributes) {
    std::string_view written = ValueOf(attributes, "xml:lang");
    if (written.empty()) written = ValueOf(attributes, "lang");
    if (written.empty()) {
      Check(Fault(fmt::format("a <{}> without xml:lang; name its language", name)));
      return Place::kSkipped;
    }
    written_ = written;
    const auto language = mutable_languages().Meant(written);
    language_ = &entry_.languages.emplace_back();
    language_->language = language;
    return Place::kLanguage;
  }

  // Each term counts as a text of its language; those of languages to be left out are not kept.
  Place StartTerm() {
    const auto language = mutable_languages().Count(written_);
    if (!language.ok()) Check(language.status());
    if (!language.ok() || language->empty()) return Place::kSkipped;
    language_->language = *language;
    term_ = &language_->terms.emplace_back();
    return Place::kTerm;
  }

  // Begins what stands in an entry, a language or a term beside its sections.
  Place StartDetail(std::string_view name, const XmlAttributes& attributes) {
    if (term_ != nullptr && name == "termGrp") return StartGroup();
    if (term_ != nullptr && name == "term") return StartItem(name);
    if (IsOneOf(name, kPlaced)) {
      Check(Fault(fmt::format("<{}> does not belong where it stands", name)));
      return Place::kSkipped;
    }
    if (IsOneOf(name, kLeftOut)) {
      Lose(fmt::format("<{}>", name));
      return Place::kSkipped;
    }
    if (name.ends_with("Grp")) return StartGroup();
    const std::string_view type = IsOneOf(name, kTyped) ? ValueOf(attributes, "type") : name;
    return StartItem(type.empty() ? "note" : type);
  }

  TbxItems& Items() {
    if (term_ != nullptr) return term_->items;
    return language_ != nullptr ? language_->items : entry_.items;
  }

  Place StartGroup() {
    groups_.push_back(Items().size());
    return Place::kGroup;
  }

  // A source in a group is that of what the group is about.
  void EndGroup() {
    TbxItems& items = Items();
    const auto begin = static_cast<std::ptrdiff_t>(groups_.back());
    groups_.pop_back();
    const auto is_source = [](const TbxItem& item) { return item.category == "source"; };
    const auto main = std::find_if_not(items.begin() + begin, items.end(), is_source);
    if (main == items.end()) return;
    for (auto item = items.begin() + begin; item != items.end(); ++item) {
      if (!is_source(*item)) continue;
      if (!main->source.empty()) main->source += "; ";
      main->source += item->text;
    }
    items.erase(std::remove_if(items.begin() + begin, items.end(), is_source), items.end());
  }

  Place StartItem(std::string_view category) {
    category_ = category;
    text_.clear();
    item_line_ = line();
    return Place::kItem;
  }

  void EndItem() {
    const std::string_view text = TbxText(text_);
    if (category_ == "term") {
      TakeTermText(TbxTermText(text));
    } else if (!text.empty()) {
      Items().push_back(
          {.category = category_, .text = std::string(text), .source = {}, .line = item_line_});
    }
  }

  void TakeTermText(std::string text) {
    if (!text.empty() && term_->text == text) Lose("a <term> that repeats the one before it");
    if (!term_->text.empty() && term_->text != text) {
      Check(Fault("two <term> in one term section; split it"));
    }
    term_->text = std::move(text);
  }

  Place StartInline(std::string_view name) {
    Lose(fmt::format("<{}> within a text", Shortened(name)));
    return IsOneOf(name, kCodes) ? Place::kSkipped : Place::kInline;
  }

  void EndTerm() {
    if (term_->text.empty()) Check(Fault("a term section without <term>, or with an empty one"));
    term_ = nullptr;
  }

  Status EndConcept() {
    const Status bad = EndEntry();
    StatusOr<Concept> entry = bad.ok() ? MakeConcept() : StatusOr<Concept>(bad);
    ClearEntry();
    const Status sent =
        Send({.line = entry_line(), .value = std::move(entry), .text = copy().text()});
    EndCopy();
    return sent;
  }

  StatusOr<Concept> MakeConcept() {
    if (entry_.id.empty()) entry_.id = fmt::format("entry-{}", entries_);
    std::erase_if(entry_.languages, [](const TbxLanguage& one) { return one.language.empty(); });
    return ConceptOfTbx(entry_, losses_);
  }

  Losses losses_;
  SkippedXml skipped_;
  std::vector<Place> places_{Place::kFile};
  uint64_t entries_ = 0;  // So far, those that are none included.
  // The entry that is being read:
  TbxEntry entry_;
  TbxLanguage* language_ = nullptr;  // That is being read, in entry_.
  std::string written_;              // Its name in the file.
  TbxTerm* term_ = nullptr;          // That is being read, in language_.
  std::vector<size_t> groups_;       // How many items were there when each open one began.
  std::string category_;             // Of the item that is being read.
  std::string text_;                 // Of it.
  uint64_t item_line_ = 0;
};

}  // namespace

StatusOr<std::unique_ptr<ConceptReader>> NewTbxReader(const std::vector<std::string>& languages) {
  return NewXmlEntryReader<TbxHandler, Concept>(languages);
}

}  // namespace dragoman
