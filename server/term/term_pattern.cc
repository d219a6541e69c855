#include "server/term/term_pattern.h"

#include <absl/strings/str_replace.h>
#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <utility>

#include "server/model/term_use.h"
#include "server/term/gap.h"
#include "server/text/term_keys.h"

namespace dragoman {
namespace {

// Returns whether any character has a case, so that "exact case" says something about the text.
bool HasCase(std::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  for (int32_t i = 0, size = static_cast<int32_t>(text.size()); i < size;) {
    UChar32 c;
    U8_NEXT(bytes, i, size, c);
    if (c >= 0 && u_hasBinaryProperty(c, UCHAR_CASED)) return true;
  }
  return false;
}

UChar32 FirstOf(std::string_view text) {
  UChar32 c = 0;
  int32_t at = 0;
  if (!text.empty()) {
    U8_NEXT(reinterpret_cast<const uint8_t*>(text.data()), at, static_cast<int32_t>(text.size()),
            c);
  }
  return c;
}

bool BeginsSmall(std::string_view text) { return u_islower(FirstOf(text)) != 0; }

// Returns whether a term is a name that is always written with a capital.
bool IsCapitalised(const Concept& source, const Term& term) {
  return IsName(source) && term.case_rule == CaseRule::kAuto && u_isupper(FirstOf(term.text)) != 0;
}

bool IsUrduName(const Concept& source, const Term& term) {
  return IsName(source) && term.language.primary() == "ur" &&
         term.text.find(' ') == std::string::npos;
}

// Returns the oblique case of an Urdu name in -ہ or -ا (مدینہ: مدینے), or "" of others.
std::string ObliqueOf(const Concept& source, const Term& term) {
  if (!IsUrduName(source, term) || term.no_stem) return "";
  for (const std::string_view ending : {"ہ", "ا"}) {
    if (term.text.size() <= ending.size() || !term.text.ends_with(ending)) continue;
    return term.text.substr(0, term.text.size() - ending.size()) + "ے";
  }
  return "";
}

// Abbreviations are never stemmed (ООН is not он). In a script without case the case rule cannot
// speak, and L3 forgives the hamza and the zer that L2 would not.
//
// Names of one word are not stemmed in Urdu, where most have no endings: بخار, fever, is not بخارا.
WordMode ModeOf(const Concept& source, const Term& term) {
  const bool abbreviation = term.type == TermType::kAbbreviation;
  const bool exact =
      term.case_rule == CaseRule::kExactCase || (term.case_rule == CaseRule::kAuto && abbreviation);
  if (exact) return HasCase(term.text) ? WordMode::kForm : WordMode::kFold;
  const bool as_written = abbreviation || term.no_stem || IsUrduName(source, term);
  return as_written ? WordMode::kFold : WordMode::kKeys;
}

std::vector<std::string> KeysOf(const Word& word, WordMode mode, const Language& language) {
  if (mode == WordMode::kKeys) return TermKeys(word, language);
  return {mode == WordMode::kFold ? word.fold : FormKey(word.form)};
}

// Compiles one written form of a term.
class FormCompiler {
 public:
  FormCompiler(std::string_view text, const Analysis& analysis, const Language& language)
      : analysis_(analysis), language_(language), gaps_(GapsOf(text, analysis)) {}

  // Appends the patterns of the form: as it stands and, when it has joints such as the hyphen of
  // "co-operation" or the dots of "U.N.", closed up over all of them.
  void Compile(uint32_t term, WordMode mode, WordPool& pool, std::vector<TermPattern>& out) const {
    if (analysis_.words.empty() || analysis_.words.size() > kMaxTermWords) return;
    TermPattern pattern{.term = term, .words = {}, .before = Before(), .after = After()};
    for (size_t i = 0; i < analysis_.words.size(); ++i) {
      pattern.words.push_back(pool.Intern(analysis_.words[i], mode, gaps_[i].barriers));
    }
    TermPattern closed = pattern;
    closed.words = ClosedUp(mode, pool);
    const bool differs = !closed.words.empty() && closed.words.size() < pattern.words.size();
    out.push_back(std::move(pattern));
    if (differs) out.push_back(std::move(closed));
  }

 private:
  // Returns the words with every tight joint closed, or none when a closed-up word is no word.
  std::vector<std::shared_ptr<const TermWord>> ClosedUp(WordMode mode, WordPool& pool) const {
    std::vector<std::shared_ptr<const TermWord>> words;
    for (size_t i = 0, end = 0; i < gaps_.size(); i = end) {
      Word word = analysis_.words[i];
      for (end = i + 1; end < gaps_.size() && gaps_[end].joint == Joint::kTight; ++end) {
        word.form += analysis_.words[end].form;
        word.fold += analysis_.words[end].fold;
      }
      if (end > i + 1) {
        const std::optional<Word> closed = ClosedUpWord(word.fold, language_);
        if (!closed) return {};
        word.fold = closed->fold;
        word.stem = closed->stem;
        word.value = closed->value;
      }
      words.push_back(pool.Intern(word, mode, gaps_[i].barriers));
    }
    return words;
  }

  std::vector<std::string> Before() const {
    std::vector<std::string> marks;
    uint32_t at = analysis_.words.front().range.begin;
    for (auto mark = analysis_.marks.rbegin(); mark != analysis_.marks.rend(); ++mark) {
      if (mark->range.end > at) continue;
      if (mark->range.end < at) break;
      marks.insert(marks.begin(), mark->text);
      at = mark->range.begin;
    }
    return marks;
  }

  std::vector<std::string> After() const {
    std::vector<std::string> marks;
    uint32_t at = analysis_.words.back().range.end;
    for (const Mark& mark : analysis_.marks) {
      if (mark.range.begin < at) continue;
      if (mark.range.begin > at) break;
      marks.push_back(mark.text);
      at = mark.range.end;
    }
    return marks;
  }

  const Analysis& analysis_;
  const Language& language_;
  std::vector<Gap> gaps_;
};

}  // namespace

std::shared_ptr<const TermWord> WordPool::Intern(const Word& word, WordMode mode,
                                                 std::vector<std::string> barriers) {
  std::string id(1, static_cast<char>('0' + static_cast<int>(mode)));
  // Words that are compared by keys are one whatever their case, unless it makes other keys.
  const bool by_form = mode == WordMode::kForm || IsCapitalsOnly(word.form);
  id.append(by_form ? word.form : "").append(1, '\0').append(word.fold);
  for (const std::string& barrier : barriers) id.append(1, '\0').append(barrier);
  std::shared_ptr<const TermWord>& slot = words_[std::move(id)];
  if (slot == nullptr) {
    slot = std::make_shared<TermWord>(TermWord{.mode = mode,
                                               .form = FormKey(word.form),
                                               .fold = word.fold,
                                               .keys = KeysOf(word, mode, language_),
                                               .barriers = std::move(barriers)});
  }
  return slot;
}

void WordPool::Trim() {
  if (words_.size() < trim_at_) return;
  absl::erase_if(words_, [](const auto& entry) { return entry.second.use_count() == 1; });
  trim_at_ = 2 * words_.size() + 4096;
}

CompiledConcept CompileConcept(std::shared_ptr<const Concept> source, const Language& language,
                               WordPool& pool) {
  CompiledConcept compiled;
  compiled.exact_keys.resize(source->terms.size());
  for (uint32_t i = 0; i < source->terms.size(); ++i) {
    const Term& term = source->terms[i];
    if (!Answers(term.language, language)) continue;
    const size_t before = compiled.patterns.size();
    const WordMode mode = ModeOf(*source, term);
    const Analysis analysis = Analyse(term.text, language);
    compiled.exact_keys[i] = CaselessKey(analysis);
    FormCompiler(term.text, analysis, language).Compile(i, mode, pool, compiled.patterns);
    std::vector<std::string> forms = term.forms;
    if (std::string oblique = ObliqueOf(*source, term); !oblique.empty()) {
      forms.push_back(std::move(oblique));
    }
    for (const std::string& form : forms) {
      FormCompiler(form, Analyse(form, language), language)
          .Compile(i, mode, pool, compiled.patterns);
    }
    const bool is_name = IsCapitalised(*source, term);
    for (size_t p = before; p < compiled.patterns.size(); ++p) {
      compiled.patterns[p].is_name = is_name;
    }
    compiled.terms += compiled.patterns.size() > before;
  }
  compiled.source = std::move(source);
  return compiled;
}

std::string FormKey(std::string_view form) {
  return absl::StrReplaceAll(ToAbsl(form), {{"\u2019", "'"}, {"\u2018", "'"}, {"\u02BC", "'"}});
}

std::string CaselessKey(const Analysis& analysis) {
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded);
  UErrorCode error = U_ZERO_ERROR;
  icu::CaseMap::utf8Fold(0, analysis.exact_key, sink, nullptr, error);
  return U_SUCCESS(error) ? folded : analysis.exact_key;
}

bool IsOtherWord(const TermPattern& pattern, std::string_view form, std::string_view fold) {
  if (pattern.words.size() != 1) return false;
  if (pattern.is_name && BeginsSmall(form)) return true;
  return pattern.words.front()->fold != fold && IsFunctionWord(fold);
}

std::optional<Word> ClosedUpWord(const std::string& fold, const Language& language) {
  Analysis analysis = Analyse(fold, language);
  if (analysis.words.size() != 1 || analysis.words.front().fold != fold) return std::nullopt;
  return std::move(analysis.words.front());
}

}  // namespace dragoman
