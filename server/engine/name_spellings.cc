#include "server/engine/name_spellings.h"

#include <algorithm>
#include <climits>
#include <tuple>

namespace dragoman {
namespace {

constexpr size_t kMostSpellingForms = 20;  // Of a spelling; more say nothing new.
constexpr size_t kMostFound = 50;          // Spellings that are looked for because they were found.
// Of the sounds of a found spelling that is looked for though its key is weak.
constexpr int kSureDistance = 1;

ConcordanceItem PhraseOf(const Analysis& analysis) {
  ConcordanceItem item;
  for (const Word& word : analysis.words) item.words.push_back(WordLike(word, false));
  return item;
}

std::string StemsOf(const Analysis& analysis) {
  std::string stems;
  for (const Word& word : analysis.words)
    stems += (word.is_number() ? word.value : word.stem) + " ";
  return stems;
}

// Returns how much a spelling is to be recommended, the best the least: by the status of its best
// term; one that is no term stands between those that may be used and those that may not.
int RankOf(const NameSpelling& spelling) {
  constexpr int kNoTerm = 2 * static_cast<int>(TermStatus::kAdmitted) + 1;
  if (spelling.terms.empty()) return kNoTerm;
  int best = INT_MAX;
  for (const SpellingTerm& term : spelling.terms) {
    best = std::min(best, 2 * static_cast<int>(term.concept_value->terms[term.term].status));
  }
  return best;
}

// Returns the forms, the most frequent first.
std::vector<std::string> ByFrequency(const std::map<std::string, uint64_t>& counts) {
  std::vector<std::pair<uint64_t, std::string>> ordered;
  for (const auto& [form, count] : counts) ordered.push_back({UINT64_MAX - count, form});
  std::sort(ordered.begin(), ordered.end());
  std::vector<std::string> forms;
  for (const auto& [order, form] : ordered) forms.push_back(form);
  if (forms.size() > kMostSpellingForms) forms.resize(kMostSpellingForms);
  return forms;
}

}  // namespace

SpellingGatherer::SpellingGatherer(std::string_view name, const Language& language,
                                   std::vector<Language> targets, size_t max_places)
    : key_(NameKeyOf(name)),
      language_(language),
      targets_(std::move(targets)),
      max_places_(max_places),
      words_(Analyse(name, language).words.size()) {
  Want(SpellingOf(language, name, SpellingKind::kAsGiven));
}

void SpellingGatherer::AddTerm(const SpellingTerm& term) {
  const Term& value = term.concept_value->terms[term.term];
  const size_t spelling = SpellingOf(value.language, value.text, SpellingKind::kTerm);
  // The name may be given with another ending than the term.
  if (spellings_[spelling].terms.empty()) spellings_[spelling].text = value.text;
  spellings_[spelling].terms.push_back(term);
  Want(spelling);
}

size_t SpellingGatherer::WantFound() {
  const size_t first = wanted_.size();
  for (size_t i = 0; i < spellings_.size() && wanted_.size() < first + kMostFound; ++i) {
    if (spellings_[i].kind != SpellingKind::kEqualKey) continue;
    spellings_[i].text = ByFrequency(forms_[i]).front();
    if (key_.symbols.size() > kMostWeakNameSymbols || distances_[i] <= kSureDistance) Want(i);
  }
  return first;
}

void SpellingGatherer::Take(const std::string& memory, const std::shared_ptr<const Unit>& unit) {
  std::vector<Analysis> analyses;
  std::vector<std::vector<Found>> found;
  bool stands = false;
  for (const Variant& variant : unit->variants) {
    analyses.push_back(Analyse(variant.segment, variant.language));
    found.push_back(FindWanted(variant, analyses.back()));
    stands |= !found.back().empty();
  }
  if (!stands) return;
  for (size_t i = 0; i < found.size(); ++i) {
    const Variant& variant = unit->variants[i];
    if (!IsOfInterest(variant.language)) continue;
    if (found[i].empty()) found[i] = FindByKey(variant, analyses[i]);
    Note(memory, unit, variant, std::move(found[i]));
  }
}

std::vector<NameSpelling> SpellingGatherer::Finish() && {
  for (size_t i = 0; i < spellings_.size(); ++i) {
    NameSpelling& spelling = spellings_[i];
    spelling.forms = ByFrequency(forms_[i]);
    if (spelling.kind >= SpellingKind::kEqualKey) spelling.text = spelling.forms.front();
  }
  std::erase_if(spellings_, [this](const NameSpelling& one) {
    return !IsOfInterest(one.language) || (one.terms.empty() && one.segments == 0);
  });
  const auto language_order = [this](const Language& language) {
    if (Answers(language, language_)) return size_t{0};
    const auto wanted =
        std::find_if(targets_.begin(), targets_.end(),
                     [&language](const Language& target) { return Answers(language, target); });
    return static_cast<size_t>(1 + (wanted - targets_.begin()));
  };
  const auto order = [&](const NameSpelling& one) {
    return std::tuple(language_order(one.language), one.language.tag(), PlaceOf(one), RankOf(one),
                      UINT64_MAX - one.segments, one.text);
  };
  std::sort(spellings_.begin(), spellings_.end(),
            [&order](const auto& a, const auto& b) { return order(a) < order(b); });
  return std::move(spellings_);
}

// Returns where a spelling stands among those of its language: a term that is all of the name
// before one that has more words.
int SpellingGatherer::PlaceOf(const NameSpelling& spelling) const {
  if (spelling.kind == SpellingKind::kAsGiven) return 0;
  if (MeetingOf(key_, NameKeyOf(spelling.text)) == NameMeeting::kEqual) return 1;
  return spelling.kind == SpellingKind::kNearKey ? 3 : 2;
}

bool SpellingGatherer::IsOfInterest(const Language& language) const {
  const auto answers = [&language](const Language& one) { return Answers(language, one); };
  return targets_.empty() || answers(language_) ||
         std::any_of(targets_.begin(), targets_.end(), answers);
}

// Returns the spelling that a text is, which is added where it is not there.
size_t SpellingGatherer::SpellingOf(const Language& language, std::string_view text,
                                    SpellingKind kind) {
  std::string stems = StemsOf(Analyse(text, language));
  const auto [place, added] = by_stems_.try_emplace({language.tag(), stems}, spellings_.size());
  if (added) {
    spellings_.push_back({.language = language, .text = std::string(text), .kind = kind});
    forms_.emplace_back();
    is_wanted_.push_back(false);
    distances_.push_back(INT_MAX);
  }
  NameSpelling& there = spellings_[place->second];
  there.kind = std::min(there.kind, kind);
  return place->second;
}

void SpellingGatherer::Want(size_t spelling) {
  if (is_wanted_[spelling]) return;
  is_wanted_[spelling] = true;
  const NameSpelling& wanted = spellings_[spelling];
  ConcordanceItem item = PhraseOf(Analyse(wanted.text, wanted.language));
  if (item.words.empty()) return;
  wanted_.push_back({wanted.language, std::move(item), BeginsLikeName(wanted.text), spelling});
}

// Returns the wanted spellings in a text; of those that share words the longer ones.
std::vector<SpellingGatherer::Found> SpellingGatherer::FindWanted(const Variant& variant,
                                                                  const Analysis& analysis) const {
  const std::string& text = variant.segment.text;
  std::vector<Found> all;
  for (const Wanted& wanted : wanted_) {
    if (!Answers(variant.language, wanted.language)) continue;
    for (const ByteRange& range : OccurrencesOf({wanted.item}, analysis)) {
      if (wanted.capital && !BeginsLikeName(PartOf(text, range))) continue;
      all.push_back({wanted.spelling, WithoutPossessive(text, range)});
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Found& a, const Found& b) {
    return std::tuple(b.range.end - b.range.begin, a.range.begin) <
           std::tuple(a.range.end - a.range.begin, b.range.begin);
  });
  std::vector<Found> longest;
  for (const Found& one : all) {
    const bool taken = std::any_of(longest.begin(), longest.end(), [&one](const Found& other) {
      return one.range.begin < other.range.end && other.range.begin < one.range.end;
    });
    if (!taken) longest.push_back(one);
  }
  return longest;
}

std::vector<SpellingGatherer::Found> SpellingGatherer::FindByKey(const Variant& variant,
                                                                 const Analysis& analysis) {
  const std::string& text = variant.segment.text;
  std::vector<Found> found;
  for (const NameWindow& window :
       FindNameWindows(key_, words_ + 1, text, analysis, variant.language)) {
    const bool equal = window.meeting == NameMeeting::kEqual;
    const size_t spelling = SpellingOf(variant.language, PartOf(text, window.range),
                                       equal ? SpellingKind::kEqualKey : SpellingKind::kNearKey);
    distances_[spelling] = std::min(distances_[spelling], window.distance);
    found.push_back({spelling, window.range});
  }
  return found;
}

// Counts what was found in a segment.
void SpellingGatherer::Note(const std::string& memory, const std::shared_ptr<const Unit>& unit,
                            const Variant& variant, std::vector<Found> found) {
  std::map<size_t, std::vector<ByteRange>> by_spelling;
  std::sort(found.begin(), found.end(),
            [](const Found& a, const Found& b) { return a.range.begin < b.range.begin; });
  for (const Found& one : found) by_spelling[one.spelling].push_back(one.range);
  for (auto& [index, ranges] : by_spelling) {
    NameSpelling& spelling = spellings_[index];
    ++spelling.segments;
    spelling.occurrences += ranges.size();
    for (const ByteRange& range : ranges) {
      ++forms_[index][std::string(PartOf(variant.segment.text, range))];
    }
    if (spelling.places.size() == max_places_) continue;
    spelling.places.push_back({memory, unit, variant.language, std::move(ranges)});
  }
}

}  // namespace dragoman
