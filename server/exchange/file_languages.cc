#include "server/exchange/file_languages.h"

#include "server/base/utf8.h"

namespace dragoman {
namespace {

// Names beyond this number are stored like others but not reported.
constexpr size_t kMaxNames = 200;

Status BadChoice(std::string_view choice, std::string_view why) {
  return FieldError("columns", fmt::format("'{}' {}", Shortened(choice), why));
}

}  // namespace

StatusOr<FileLanguages> FileLanguages::Create(const std::vector<std::string>& choices) {
  FileLanguages languages;
  for (const std::string& text : choices) {
    ASSIGN_OR_RETURN(Choice choice, ParseChoice(text));
    for (const Choice& other : languages.choices_) {
      if (other.name == choice.name) return BadChoice(text, "is given twice; name it once");
    }
    languages.choices_.push_back(std::move(choice));
  }
  return languages;
}

StatusOr<FileLanguages::Choice> FileLanguages::ParseChoice(const std::string& text) {
  const size_t equals = text.find('=');
  const std::string_view name = std::string_view(text).substr(0, equals);
  Choice choice{.name = AsciiLower(name), .language = {}, .stored = {}};
  if (const auto language = Language::Parse(name); language.ok()) choice.language = *language;
  if (equals != std::string::npos) {
    const auto stored = Language::Parse(std::string_view(text).substr(equals + 1));
    if (!stored.ok()) return BadChoice(text, MessageOf(stored.status()));
    choice.stored = *stored;
  } else if (choice.language.empty()) {
    return BadChoice(
        text,
        "is no language tag; columns of TMX, TBX and XLIFF are languages such as en,ru or, to "
        "store them as others, ENU=en");
  }
  return choice;
}

StatusOr<Language> FileLanguages::Resolve(std::string_view written) const {
  const auto language = Language::Parse(written);
  if (choices_.empty()) return language;
  const std::string name = AsciiLower(written);
  const Choice* meant = nullptr;
  for (const Choice& choice : choices_) {
    const bool is_exact = choice.name == name || (language.ok() && choice.language == *language);
    if (is_exact) {
      meant = &choice;
      break;
    }
    const bool covers = language.ok() && choice.language.tag() == language->primary();
    if (covers) meant = &choice;
  }
  if (meant == nullptr) return Language();
  if (!meant->stored.empty()) return meant->stored;
  return language;
}

// Returns what is known of a name, nullptr when there are too many to note another.
FileLanguages::Name* FileLanguages::Find(std::string_view written) {
  const auto found = names_.find(written);
  if (found != names_.end()) return &found->second;
  if (names_.size() >= kMaxNames) return nullptr;
  return &names_.emplace(std::string(written), Name{.language = Resolve(written)}).first->second;
}

StatusOr<Language> FileLanguages::Count(std::string_view written) {
  Name* name = Find(written);
  if (name == nullptr) return Resolve(written);
  ++name->segments;
  return name->language;
}

Language FileLanguages::Meant(std::string_view written) {
  const Name* name = Find(written);
  return (name == nullptr ? Resolve(written) : name->language).value_or(Language());
}

std::vector<FileLanguage> FileLanguages::Counted() const {
  std::vector<FileLanguage> languages;
  for (const auto& [written, name] : names_) {
    if (name.segments == 0) continue;  // A source that no segment is in.
    languages.push_back(
        {Shortened(written), name.language.ok() ? name.language->tag() : "", name.segments});
  }
  return languages;
}

}  // namespace dragoman
