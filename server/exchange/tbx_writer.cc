// Concepts written as TBX: see tbx.h.
#include <algorithm>
#include <utility>

#include "server/exchange/tbx.h"
#include "server/exchange/tbx_names.h"
#include "server/exchange/tbx_note.h"
#include "server/exchange/xml_text.h"

namespace dragoman {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// A data category of TBX-Basic as each style names it.
struct Category {
  std::string_view name;
  std::string_view element;  // DCA.
  std::string_view prefix;   // DCT: of the namespace of its module.
};
constexpr Category kSubjectField{"subjectField", "descrip", "min"};
constexpr Category kDefinition{"definition", "descrip", "basic"};
constexpr Category kSource{"source", "admin", "basic"};
constexpr Category kStatus{"administrativeStatus", "termNote", "min"};
constexpr Category kPartOfSpeech{"partOfSpeech", "termNote", "min"};
constexpr Category kGender{"grammaticalGender", "termNote", "basic"};
constexpr Category kType{"termType", "termNote", "basic"};

// Returns the text with what XML cannot hold replaced.
std::string XmlPart(std::string_view text) {
  std::string part;
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t refused = XmlRefuses(text, i);
    if (refused == 0) {
      part += text[i];
    } else {
      part += kReplacement;
      i += refused - 1;
    }
  }
  return part;
}

class TbxBasicWriter : public ConceptWriter {
 public:
  TbxBasicWriter(std::vector<Language> languages, TbxStyle style)
      : languages_(std::move(languages)), style_(style) {}

  std::string Header() const override {
    const bool is_dct = style_ == TbxStyle::kDct;
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<tbx type=\"TBX-Basic\" style=\"{}\" xml:lang=\"{}\" "
        "xmlns=\"urn:iso:std:iso:30042:ed-2\"{}>\n"
        "<tbxHeader><fileDesc><sourceDesc><p>Dragoman</p></sourceDesc></fileDesc></tbxHeader>\n"
        "<text>\n<body>\n",
        is_dct ? "dct" : "dca", languages_.empty() ? "en" : languages_.front().tag(),
        is_dct ? " xmlns:min=\"http://www.tbxinfo.net/ns/min\" "
                 "xmlns:basic=\"http://www.tbxinfo.net/ns/basic\""
               : "");
  }

  std::optional<std::string> Row(const Concept& entry) const override {
    const std::vector<Language> languages = LanguagesOf(entry);
    if (languages.empty()) return std::nullopt;
    std::string row = "<conceptEntry id=";
    AppendXmlValue(TbxId(entry.id), row);
    row += ">\n";
    AppendText(kSubjectField, entry.domain, "  ", row);
    AppendText(kDefinition, entry.definition, "  ", row);
    AppendText(kSource, entry.source, "  ", row);
    AppendNotes(entry.note, BesideTbx(entry), {"concepts", entry.id}, "  ", row);
    for (const Language& language : languages) AppendLanguage(entry, language, row);
    return row + "</conceptEntry>\n";
  }

  std::string Footer() const override { return "</body>\n</text>\n</tbx>\n"; }

  std::vector<Loss> CountedLosses() const override { return losses_.Counted(); }

 private:
  // Whose attributes go to a note.
  struct Owner {
    std::string_view kind;
    const std::string& id;  // Of the concept.
  };

  // Returns the languages to be written that the concept has, in their order.
  std::vector<Language> LanguagesOf(const Concept& entry) const {
    std::vector<Language> languages;
    for (const Term& term : entry.terms) {
      if (std::find(languages.begin(), languages.end(), term.language) == languages.end()) {
        languages.push_back(term.language);
      }
    }
    if (languages_.empty()) return languages;
    std::vector<Language> chosen = languages_;
    std::erase_if(chosen, [&languages](const Language& one) {
      return std::find(languages.begin(), languages.end(), one) == languages.end();
    });
    return chosen;
  }

  void AppendLanguage(const Concept& entry, const Language& language, std::string& out) const {
    fmt::format_to(std::back_inserter(out), "  <langSec xml:lang=\"{}\">\n", language.tag());
    for (const Term& term : entry.terms) {
      if (term.language == language) AppendTerm(term, entry.id, out);
    }
    out += "  </langSec>\n";
  }

  void AppendTerm(const Term& term, const std::string& id, std::string& out) const {
    constexpr std::string_view kIndent = "      ";
    out += "    <termSec>\n      <term>";
    AppendXmlText(XmlPart(term.text), out);
    out += "</term>\n";
    Append(kStatus, TbxOf(term.status), kIndent, out);
    if (!term.part_of_speech.empty()) {
      Append(kPartOfSpeech, TbxOfPartOfSpeech(term.part_of_speech), kIndent, out);
    }
    if (!term.gender.empty()) Append(kGender, TbxOfGender(term.gender), kIndent, out);
    Append(kType, TbxOf(term.type), kIndent, out);
    AppendText(kSource, term.source, kIndent, out);
    AppendNotes(term.note, BesideTbx(term), {"terms", id}, kIndent, out);
    out += "    </termSec>\n";
  }

  // Appends a category whose text an element holds.
  void AppendText(const Category& category, std::string_view text, std::string_view indent,
                  std::string& out) const {
    if (TbxHolds(text)) Append(category, text, indent, out);
  }

  void Append(const Category& category, std::string_view text, std::string_view indent,
              std::string& out) const {
    const bool is_dct = style_ == TbxStyle::kDct;
    const std::string name = is_dct ? fmt::format("{}:{}", category.prefix, category.name)
                                    : std::string(category.element);
    out += indent;
    out +=
        is_dct ? fmt::format("<{}>", name) : fmt::format("<{} type=\"{}\">", name, category.name);
    AppendXmlText(text, out);
    fmt::format_to(std::back_inserter(out), "</{}>\n", name);
  }

  // Appends the note, and one with what has no place of its own.
  void AppendNotes(std::string_view note, const TbxAttributes& beside, const Owner& owner,
                   std::string_view indent, std::string& out) const {
    if (!beside.contains("note") && !note.empty()) AppendNote(note, indent, out);
    if (beside.empty()) return;
    for (const auto& [name, value] : beside) {
      losses_.Add(fmt::format("{} of {}", name, owner.kind), owner.id);
    }
    AppendNote(OwnTbxNote(beside), indent, out);
  }

  static void AppendNote(std::string_view text, std::string_view indent, std::string& out) {
    out += indent;
    out += "<note>";
    AppendXmlText(text, out);
    out += "</note>\n";
  }

  const std::vector<Language> languages_;
  const TbxStyle style_;
  mutable Losses losses_;
};

}  // namespace

StatusOr<std::unique_ptr<ConceptWriter>> NewTbxWriter(const std::vector<std::string>& languages,
                                                      TbxStyle style) {
  std::vector<Language> parsed;
  for (const std::string& tag : languages) {
    const auto language = Language::Parse(tag);
    if (!language.ok()) {
      return FieldError(
          "columns", fmt::format("{}; columns of TBX are languages", MessageOf(language.status())));
    }
    if (std::find(parsed.begin(), parsed.end(), *language) != parsed.end()) {
      return FieldError("columns",
                        fmt::format("'{}' is given twice; name it once", Shortened(tag)));
    }
    parsed.push_back(*language);
  }
  return std::make_unique<TbxBasicWriter>(std::move(parsed), style);
}

}  // namespace dragoman
