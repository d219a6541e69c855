// Concepts read from TBX: see tbx.h.
#include <absl/strings/ascii.h>

#include <algorithm>
#include <array>
#include <utility>

#include "server/exchange/file_languages.h"
#include "server/exchange/tbx.h"
#include "server/exchange/tbx_concept.h"
#include "server/exchange/tbx_note.h"
#include "server/exchange/xml_entry_file.h"

namespace dragoman {
namespace {

// What an element takes beside its text while its entry is read.
constexpr size_t kElementBytes = 100;

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

Status Fault(std::string message) { return Status(StatusCode::kInvalidArgument, message); }

// Takes the elements of a file and hands on its concepts.
class TbxHandler : public XmlEntryHandler {
 public:
  explicit TbxHandler(FileLanguages languages) : languages_(std::move(languages)) {}

  // Requires: called before more is read; the sink outlives it.
  void SetSink(const ConceptReader::Sink& sink) { sink_ = &sink; }
  const FileLanguages& languages() const { return languages_; }
  const Losses& losses() const { return losses_; }

  Status Start(std::string_view name, const XmlAttributes& attributes) override {
    const Place place = places_.back();
    places_.push_back(Place::kSkipped);
    if (in_entry_) {
      CountBytes(kElementBytes);
      for (const XmlAttribute& one : attributes) CountBytes(one.name.size() + one.value.size());
    }
    if (place == Place::kSkipped || !bad_.ok()) return absl::OkStatus();
    ASSIGN_OR_RETURN(places_.back(), PlaceOf(place, LocalName(name), attributes));
    return absl::OkStatus();
  }

  Status End(std::string_view) override {
    const Place place = places_.back();
    places_.pop_back();
    if (place == Place::kEntry) return EndEntry();
    if (!bad_.ok()) return absl::OkStatus();
    if (place == Place::kItem) EndItem();
    if (place == Place::kGroup) EndGroup();
    if (place == Place::kTerm) EndTerm();
    if (place == Place::kLanguage) language_ = nullptr;
    return absl::OkStatus();
  }

  Status Text(std::string_view text) override {
    const Place place = places_.back();
    if (in_entry_) CountBytes(text.size());
    if (!bad_.ok()) return absl::OkStatus();
    if (place == Place::kItem || place == Place::kInline) text_ += text;
    const bool is_between = place == Place::kEntry || place == Place::kLanguage ||
                            place == Place::kTerm || place == Place::kGroup;
    if (is_between && !IsBlank(text)) Check(Fault("text outside of <term> and data categories"));
    return absl::OkStatus();
  }

  // A document type may have declared it where it is not read; only its place is lost.
  Status UnknownEntity(std::string_view name) override {
    if (in_entry_) Check(XmlHandler::UnknownEntity(name));
    return absl::OkStatus();
  }

 private:
  enum class Place : uint8_t {
    kFile,
    kRoot,
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

  // Notes what is wrong with the entry that is being read.
  void Check(const Status& status) {
    if (bad_.ok()) bad_ = status;
  }

  // Text that comes after the limit is not kept.
  void CountBytes(size_t bytes) {
    entry_bytes_ += bytes;
    if (entry_bytes_ <= kMaxXmlEntryBytes || !bad_.ok()) return;
    Check(Fault(fmt::format("more than {} MiB; split it", kMaxXmlEntryBytes >> 20)));
    Clear();
  }

  void Clear() {
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
      case Place::kSkipped:
        return Place::kSkipped;
    }
    return Place::kSkipped;
  }

  static StatusOr<Place> StartRoot(std::string_view name) {
    if (name == "tbx" || name == "martif") return Place::kRoot;
    return Fault(fmt::format("the root is <{}>, not <tbx> or <martif>; this is no TBX file",
                             Shortened(name)));
  }

  Place StartEntry(const XmlAttributes& attributes) {
    Clear();
    in_entry_ = true;
    entry_bytes_ = 0;
    bad_ = absl::OkStatus();
    entry_.line = line();
    entry_.id = ValueOf(attributes, "id");
    if (entry_.id.empty()) entry_.id = ValueOf(attributes, "xml:id");
    ++entries_;
    return Place::kEntry;
  }

  StatusOr<Place> StartUnknown(std::string_view name) {
    entry_.line = line();
    ++entries_;
    RETURN_IF_ERROR(Send(
        Fault(fmt::format("<{}> in <body> is no <conceptEntry> or <termEntry>", Shortened(name)))));
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
    const auto language = languages_.Meant(written);
    language_ = &entry_.languages.emplace_back();
    language_->language = language;
    return Place::kLanguage;
  }

  // Each term counts as a text of its language; those of languages to be left out are not kept.
  Place StartTerm() {
    const auto language = languages_.Count(written_);
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

  Status EndEntry() {
    in_entry_ = false;
    NoteEndOfEntry();
    StatusOr<Concept> entry = bad_.ok() ? MakeConcept() : StatusOr<Concept>(bad_);
    bad_ = absl::OkStatus();
    const Status sent = Send(std::move(entry));
    Clear();
    return sent;
  }

  Status Send(StatusOr<Concept> entry) {
    return NoteSent((*sink_)({entry_.line, std::move(entry)}));
  }

  StatusOr<Concept> MakeConcept() {
    if (entry_.id.empty()) entry_.id = fmt::format("entry-{}", entries_);
    std::erase_if(entry_.languages, [](const TbxLanguage& one) { return one.language.empty(); });
    return ConceptOfTbx(entry_, losses_);
  }

  FileLanguages languages_;
  const ConceptReader::Sink* sink_ = nullptr;
  Losses losses_;
  std::vector<Place> places_{Place::kFile};
  uint64_t entries_ = 0;  // So far, those that are none included.
  // The entry that is being read:
  bool in_entry_ = false;
  size_t entry_bytes_ = 0;
  Status bad_;  // Why it is none.
  TbxEntry entry_;
  TbxLanguage* language_ = nullptr;  // That is being read, in entry_.
  std::string written_;              // Its name in the file.
  TbxTerm* term_ = nullptr;          // That is being read, in language_.
  std::vector<size_t> groups_;       // How many items were there when each open one began.
  std::string category_;             // Of the item that is being read.
  std::string text_;                 // Of it.
  uint64_t item_line_ = 0;
};

class Reader : public ConceptReader {
 public:
  explicit Reader(FileLanguages languages)
      : handler_(std::move(languages)), file_(handler_, "<conceptEntry> or <termEntry>") {}

  Status Feed(std::string_view bytes, const Sink& sink) override {
    handler_.SetSink(sink);
    return file_.Feed(bytes);
  }
  Status Finish(const Sink& sink) override {
    handler_.SetSink(sink);
    return file_.Finish();
  }
  std::vector<FileLanguage> Languages() const override { return handler_.languages().Counted(); }
  std::vector<Loss> CountedLosses() const override { return handler_.losses().Counted(); }

 private:
  TbxHandler handler_;
  XmlEntryFile file_;
};

}  // namespace

StatusOr<std::unique_ptr<ConceptReader>> NewTbxReader(const std::vector<std::string>& languages) {
  ASSIGN_OR_RETURN(FileLanguages parsed, FileLanguages::Create(languages));
  return std::make_unique<Reader>(std::move(parsed));
}

}  // namespace dragoman
