// Names are looked for by word: Khorev is one name in "Mr Khorev" and "Alexei Khorev". Words that
// say too little by themselves (Xi, New, Sohail) count together with such neighbours.
//
//   "the new envoy Sohail Ahmad Khorev"  Sohail Ahmad, Khorev
#include <absl/container/flat_hash_map.h>

#include <algorithm>
#include <utility>

#include "server/base/hash.h"
#include "server/engine/name_windows.h"
#include "server/engine/rendering_observer.h"
#include "server/text/normalise.h"

namespace dragoman {
namespace {

// Words of the source that may be a name.
struct NamePart {
  size_t word = 0;
  size_t words = 0;
  NameKey key{};

  size_t end() const { return word + words; }
};

// Longer runs are titles and headlines.
constexpr size_t kMostWords = 4;

bool IsStrong(const NameKey& key) { return key.symbols.size() > kMostWeakNameSymbols; }

// Returns what two forms of a name have in common: in Russian its stem, else the word itself, since
// the stem of Commander is that of Command.
std::string BareForm(const Word& word, const Language& language) {
  if (RuleSetOf(language) == RuleSet::kRussian) return word.stem;
  return word.fold.ends_with("'s") ? word.fold.substr(0, word.fold.size() - 2) : word.fold;
}

uint64_t IdentityOf(const Analysis& analysis, size_t word, size_t end, const Language& language) {
  std::string forms;
  for (size_t i = word; i < end; ++i) forms += BareForm(analysis.words[i], language) + " ";
  return Hash64(forms);
}

// Cuts a text into names.
class NameCutter {
 public:
  NameCutter(std::string_view text, const Analysis& analysis)
      : text_(text), words_(analysis.words) {}

  std::vector<NamePart> Cut() && {
    for (size_t i = 0; i < words_.size(); ++i) {
      const std::string_view word = PartOf(text_, words_[i].range);
      if (words_[i].is_number() || !BeginsLikeName(word)) {
        EndWeak();
      } else {
        Take(i, NameKeyOf(word));
      }
    }
    EndWeak();
    return std::move(names_);
  }

 private:
  void Take(size_t word, NameKey key) {
    if (IsStrong(key)) {
      EndWeak();
      names_.push_back({.word = word, .words = 1, .key = std::move(key)});
      return;
    }
    if (weak_.words > 0 && !IsJoinedByGap(word)) EndWeak();
    if (weak_.words++ == 0) weak_.word = word;
  }

  // Returns whether nothing but space stands before a word.
  bool IsJoinedByGap(size_t word) const {
    const uint32_t begin = words_[word - 1].range.end;
    const uint32_t end = words_[word].range.begin;
    return begin <= end && IsBlank(PartOf(text_, {begin, end}));
  }

  // Takes the weak words so far as a name and begins anew. The first word of the text has its
  // capital from its place, so that the name may be what is behind it.
  void EndWeak() {
    const NamePart part = std::exchange(weak_, NamePart());
    AddRun(part.word, part.words);
    if (part.word == 0 && part.words > 0) AddRun(1, part.words - 1);
  }

  // Adds the words as a name if they are one together.
  void AddRun(size_t word, size_t words) {
    if (words < 2 || words > kMostWords) return;
    NamePart part{.word = word, .words = words};
    part.key =
        NameKeyOf(PartOf(text_, {words_[word].range.begin, words_[part.end() - 1].range.end}));
    if (IsStrong(part.key)) names_.push_back(std::move(part));
  }

  const std::string_view text_;
  const std::vector<Word>& words_;
  NamePart weak_;  // The weak words that end where the cutter is.
  std::vector<NamePart> names_;
};

class NameObserver : public RenderingObserver {
 public:
  std::vector<Observation> Observe(ComparedUnit& unit) override {
    std::vector<Observation> observations;
    CountSmall(unit);
    NameCutter cutter(unit.TextOf(TextRole::kSource), unit.WordsOf(TextRole::kSource));
    for (const NamePart& part : std::move(cutter).Cut()) AddName(unit, part, observations);
    return observations;
  }

  bool Wants(uint64_t key, uint64_t uses) const override {
    constexpr uint64_t kUsesForOne = 10;
    const auto small = small_.find(key);
    return small == small_.end() || small->second * kUsesForOne <= uses;
  }

 private:
  // Counts the words that stand with a small letter.
  void CountSmall(ComparedUnit& unit) {
    const std::string& text = unit.TextOf(TextRole::kSource);
    const Analysis& analysis = unit.WordsOf(TextRole::kSource);
    for (size_t i = 0; i < analysis.words.size(); ++i) {
      const Word& word = analysis.words[i];
      if (word.is_number() || BeginsLikeName(PartOf(text, word.range))) continue;
      const uint64_t key = IdentityOf(analysis, i, i + 1, unit.LanguageOf(TextRole::kSource));
      if (small_.size() < kMaxFollowed || small_.contains(key)) ++small_[key];
    }
  }

  static void AddName(ComparedUnit& unit, const NamePart& part,
                      std::vector<Observation>& observations) {
    const std::string& text = unit.TextOf(TextRole::kSource);
    const Analysis& analysis = unit.WordsOf(TextRole::kSource);
    const ByteRange range = WithoutPossessive(
        text, {analysis.words[part.word].range.begin, analysis.words[part.end() - 1].range.end});
    const uint64_t key =
        IdentityOf(analysis, part.word, part.end(), unit.LanguageOf(TextRole::kSource));
    const auto there = std::find_if(observations.begin(), observations.end(),
                                    [key](const auto& one) { return one.key == key; });
    if (there != observations.end()) return there->places.push_back(range);
    auto rendering = RenderingOf(unit, part);
    if (!rendering) return;
    observations.push_back({.key = key,
                            .text = std::string(PartOf(text, range)),
                            .places = {range},
                            .renderings = {*std::move(rendering)}});
  }

  // Returns the one spelling that has the name's key; nullopt when none has, or several.
  static std::optional<ObservedRendering> RenderingOf(ComparedUnit& unit, const NamePart& part) {
    const std::string& text = unit.TextOf(TextRole::kTarget);
    const Analysis& analysis = unit.WordsOf(TextRole::kTarget);
    const Language& language = unit.LanguageOf(TextRole::kTarget);
    ObservedRendering rendering;
    for (const NameWindow& window :
         FindNameWindows(part.key, part.words + 1, text, analysis, language)) {
      if (window.meeting != NameMeeting::kEqual || !IsAllName(window, text, analysis)) continue;
      const uint64_t identity =
          IdentityOf(analysis, window.word, window.word + window.words, language);
      if (!rendering.places.empty() && identity != rendering.identity) return std::nullopt;
      if (rendering.places.empty()) rendering.text = PartOf(text, window.range);
      rendering.identity = identity;
      rendering.places.push_back(window.range);
    }
    return rendering.places.empty() ? std::nullopt : std::optional(std::move(rendering));
  }

  // Returns whether each word begins like a name: "Problems" is not "Проблемы с".
  static bool IsAllName(const NameWindow& window, std::string_view text, const Analysis& analysis) {
    const auto first = analysis.words.begin() + static_cast<std::ptrdiff_t>(window.word);
    return std::all_of(
        first, first + static_cast<std::ptrdiff_t>(window.words),
        [text](const Word& word) { return BeginsLikeName(PartOf(text, word.range)); });
  }

  absl::flat_hash_map<uint64_t, uint32_t> small_;  // By identity.
};

}  // namespace

std::unique_ptr<RenderingObserver> NewNameObserver() { return std::make_unique<NameObserver>(); }

}  // namespace dragoman
