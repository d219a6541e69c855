#include "server/exchange/tbx_concept.h"

#include <absl/strings/ascii.h>
#include <absl/strings/match.h>

#include <algorithm>

#include "server/exchange/tbx_names.h"
#include "server/exchange/tbx_note.h"

namespace dragoman {
namespace {

// What the fields of concepts hold (server/engine/limits.h); texts that are joined in one stay
// within it.
constexpr size_t kNoteBytes = 4000;
constexpr size_t kSourceBytes = 1000;
constexpr size_t kDomainBytes = 200;
constexpr size_t kLabelBytes = 100;

// Makes one concept, item by item.
class Maker {
 public:
  Maker(const TbxEntry& entry, Losses& losses) : entry_(entry), losses_(losses) {}

  StatusOr<Concept> Make() {
    made_.id = Id();
    for (const TbxItem& item : entry_.items) RETURN_IF_ERROR(TakeItem(item, ""));
    for (const TbxLanguage& language : entry_.languages) {
      for (const TbxItem& item : language.items) {
        RETURN_IF_ERROR(TakeItem(item, language.language.tag()));
      }
      for (const TbxTerm& term : language.terms) {
        RETURN_IF_ERROR(AddTerm(language.language, term));
      }
    }
    Define();
    for (const TbxItem* note : own_notes_) RETURN_IF_ERROR(TakeOwnTbxNote(note->text, made_));
    return std::move(made_);
  }

 private:
  struct Definition {
    std::string language;  // "": of all.
    const TbxItem* item;
  };

  static bool Is(const TbxItem& item, std::string_view category) {
    return absl::EqualsIgnoreCase(ToAbsl(item.category), ToAbsl(category));
  }

  void Lose(std::string_view what, uint64_t line) {
    losses_.Add(what, fmt::format("line {}", line));
  }

  // Returns the id with what ids of concepts may have.
  std::string Id() {
    std::string id = entry_.id;
    for (char& c : id) {
      const auto byte = static_cast<unsigned char>(c);
      if (!absl::ascii_isalnum(byte) && c != '.' && c != '-') c = '_';
    }
    if (id != entry_.id) Lose("id: characters that ids do not have here, read as _", entry_.line);
    return id;
  }

  // Adds a text to a field that others may have been put into; the first comes whole, so that it is
  // kept or refused by those who know the limit.
  void Join(const TbxItem& item, std::string_view text, std::string_view separator, size_t bytes,
            std::string& field) {
    if (field.empty()) {
      field = text;
    } else if (field.size() + separator.size() + text.size() <= bytes) {
      field += separator;
      field += text;
    } else {
      Lose(fmt::format("{}: more than the field holds", item.category), item.line);
    }
  }

  // Adds a category that has no field to a note, unless there is no room.
  void Note(const TbxItem& item, std::string_view language, std::string& note) {
    std::string text(language);
    if (!text.empty()) text += ": ";
    if (!Is(item, "note")) text += item.category + ": ";
    text += item.text;
    if (!item.source.empty()) text += fmt::format(" ({})", item.source);
    if (note.empty() && text.size() > kNoteBytes && !Is(item, "note")) {
      return Lose(fmt::format("{}: more than the field holds", item.category), item.line);
    }
    Join(item, text, "\n", kNoteBytes, note);
  }

  // Takes an item of the entry, or of one of its languages.
  Status TakeItem(const TbxItem& item, const std::string& language) {
    if (Is(item, "definition")) {
      definitions_.push_back({language, &item});
    } else if (language.empty() && Is(item, "note") && IsOwnTbxNote(item.text)) {
      own_notes_.push_back(&item);
    } else if (language.empty() && Is(item, "subjectField")) {
      Join(item, item.text, "; ", kDomainBytes, made_.domain);
    } else if (language.empty() && Is(item, "source")) {
      Join(item, item.text, "\n", kSourceBytes, made_.source);
    } else {
      Note(item, language, made_.note);
    }
    return absl::OkStatus();
  }

  // One definition stands as it is; of several each names its language.
  void Define() {
    for (const Definition& one : definitions_) {
      const bool is_labelled = definitions_.size() > 1 && !one.language.empty();
      const std::string text =
          is_labelled ? fmt::format("{}: {}", one.language, one.item->text) : one.item->text;
      Join(*one.item, text, "\n", kNoteBytes, made_.definition);
      if (!one.item->source.empty()) {
        Join(*one.item, one.item->source, "\n", kSourceBytes, made_.source);
      }
    }
  }

  Status AddTerm(const Language& language, const TbxTerm& read) {
    Term& term = made_.terms.emplace_back();
    term.language = language;
    term.text = read.text;
    has_status_ = false;
    for (const TbxItem& item : read.items) {
      if (!TakeTermItem(item, term)) Note(item, "", term.note);
    }
    for (const TbxItem& item : read.items) {
      if (IsOwn(item)) RETURN_IF_ERROR(TakeOwnTbxNote(item.text, term));
    }
    return absl::OkStatus();
  }

  static bool IsOwn(const TbxItem& item) { return Is(item, "note") && IsOwnTbxNote(item.text); }

  // Returns whether a field of the term holds all of the item.
  bool TakeTermItem(const TbxItem& item, Term& term) {
    if (IsOwn(item)) return true;
    if (Is(item, "administrativeStatus") || Is(item, "normativeAuthorization")) {
      return SetStatus(item.text, term);
    }
    if (Is(item, "termType")) return SetType(item.text, term);
    if (Is(item, "partOfSpeech")) {
      return SetLabel(PartOfSpeechOfTbx(item.text), term.part_of_speech);
    }
    if (Is(item, "grammaticalGender")) return SetLabel(GenderOfTbx(item.text), term.gender);
    if (Is(item, "animacy")) return SetLabel(item.text, term.animacy);
    if (Is(item, "source")) {
      Join(item, item.text, "\n", kSourceBytes, term.source);
      return true;
    }
    return TakeFlag(item, term);
  }

  bool SetStatus(std::string_view value, Term& term) {
    const auto meaning = TermStatusOfTbx(value);
    if (!meaning) return false;
    if (has_status_) return meaning->is_all && meaning->value == term.status;
    has_status_ = true;
    term.status = meaning->value;
    return meaning->is_all;
  }

  static bool SetType(std::string_view value, Term& term) {
    const auto meaning = TermTypeOfTbx(value);
    if (!meaning) return false;
    term.type = meaning->value;
    return meaning->is_all;
  }

  static bool SetLabel(const std::string& value, std::string& label) {
    if (!label.empty() || value.size() > kLabelBytes) return label == value;
    label = value;
    return true;
  }

  // What memoQ and Weblate write for forbidden terms and for those to be kept.
  bool TakeFlag(const TbxItem& item, Term& term) {
    if (Is(item, "xBool_Forbidden")) {
      if (absl::EqualsIgnoreCase(item.text, "true")) {
        term.status = TermStatus::kForbidden;
        has_status_ = true;
      }
      return absl::EqualsIgnoreCase(item.text, "true") ||
             absl::EqualsIgnoreCase(item.text, "false");
    }
    if (!Is(item, "translationNote") || !absl::EqualsIgnoreCase(item.text, "no")) return false;
    term.do_not_translate = true;
    return true;
  }

  const TbxEntry& entry_;
  Losses& losses_;
  Concept made_;
  std::vector<Definition> definitions_;
  std::vector<const TbxItem*> own_notes_;
  bool has_status_ = false;  // The term that is being made.
};

}  // namespace

StatusOr<Concept> ConceptOfTbx(const TbxEntry& entry, Losses& losses) {
  return Maker(entry, losses).Make();
}

}  // namespace dragoman
