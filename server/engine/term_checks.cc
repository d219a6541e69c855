#include "server/engine/term_checks.h"

#include <algorithm>
#include <set>

#include "server/model/term_use.h"
#include "server/term/place_word.h"
#include "server/text/term_keys.h"

namespace dragoman {
namespace {

bool Covers(const ByteRange& outer, const ByteRange& inner) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

// What the glossaries say about one pair.
class PairTerms {
 public:
  PairTerms(const CheckedPair& pair, const std::vector<RecognisedTerm>& source,
            const std::vector<RecognisedTerm>& target, Findings& findings)
      : pair_(pair), source_(source), target_(target), findings_(findings) {}

  void Check() {
    std::set<std::pair<std::string, std::string>> seen;
    for (const RecognisedTerm& term : source_) {
      // A word that is forbidden for a concept means another one.
      const bool means_another = term.use.status == TermStatus::kForbidden;
      if (term.nested || means_another || term.renderings.empty()) continue;
      if (!seen.emplace(term.glossary, term.concept_value->id).second) continue;
      CheckTerm(term);
    }
  }

 private:
  using Keys = std::vector<std::string>;

  static const Term& TermOf(const RecognisedTerm& found) {
    return found.concept_value->terms[found.term];
  }

  // Returns where the translation has the concept under an allowed (or another) status.
  std::vector<const RecognisedTerm*> Renderings(const RecognisedTerm& term, bool allowed) const {
    std::vector<const RecognisedTerm*> found;
    for (const RecognisedTerm& one : target_) {
      if (SameConcept(one, term) && IsUsable(one.use.status) == allowed) found.push_back(&one);
    }
    return found;
  }

  // A term that is kept as it stands need not be one of the target language.
  bool IsKeptInTarget(const RecognisedTerm& term) const {
    return (TermOf(term).type == TermType::kAbbreviation &&
            HasAbbreviationOf(*term.concept_value)) ||
           (IsKept(*term.concept_value, TermOf(term)) &&
            pair_.target.text.find(TermOf(term).text) != std::string::npos);
  }

  // Abbreviations may be left as they are, or be those of a third language: EU in Urdu for ЕС.
  bool HasAbbreviationOf(const Concept& entry) const {
    const auto stands = [this](const Term& term) {
      const std::vector<Word>& words = pair_.target_words.words;
      return term.type == TermType::kAbbreviation &&
             std::any_of(words.begin(), words.end(),
                         [&term](const Word& word) { return word.form == term.text; });
    };
    return std::any_of(entry.terms.begin(), entry.terms.end(), stands);
  }

  bool IsRendered(const RecognisedTerm& term) const {
    return IsKeptInTarget(term) || !Renderings(term, true).empty();
  }

  // A homograph, or the parts that make the term up.
  bool IsRenderedOtherwise(const RecognisedTerm& term) const {
    bool has_parts = false;
    bool all_parts = true;
    for (const RecognisedTerm& one : source_) {
      if (SameConcept(one, term) || one.renderings.empty()) continue;
      if (one.range == term.range && IsRendered(one)) return true;
      if (one.range == term.range || !Covers(term.range, one.range)) continue;
      has_parts = true;
      all_parts &= IsRendered(one);
    }
    return has_parts && all_parts;
  }

  void CheckTerm(const RecognisedTerm& term) {
    if (IsKeptInTarget(term)) return;
    const auto allowed = Renderings(term, true);
    if (!allowed.empty()) return CheckPreference(term, allowed);
    const auto refused = Renderings(term, false);
    if (!refused.empty()) return ReportRefused(term, *refused.front());
    if (IsRenderedOtherwise(term) || IsBlank(pair_.target.text)) return;
    Finding finding = FindingOf(term);
    const bool is_place = IsPlace(*term.concept_value);
    for (const std::string& rendering : finding.expected) {
      if (StandsParted(rendering) || (is_place && StandsAsAdjective(rendering))) return;
    }
    const bool is_phrase = IsPhrase(*term.concept_value);
    finding.message = fmt::format("“{}” {} be {}", SourceText(term), is_phrase ? "could" : "should",
                                  Listed(finding.expected));
    findings_.Add(is_phrase ? "phrase-missing" : "term-missing", std::move(finding));
  }

  // Returns whether a word made from the name of a place, by its first word, stands in the
  // translation: the Tajik universities for the universities of Tajikistan.
  bool StandsAsAdjective(const std::string& rendering) const {
    const Analysis name = Analyse(rendering, pair_.target_language);
    const std::vector<Word>& words = pair_.target_words.words;
    return !name.words.empty() &&
           std::any_of(words.begin(), words.end(), [&name](const Word& word) {
             return IsMadeFromPlace(name.words.front().fold, word.fold);
           });
  }

  // Returns whether the words of a rendering stand in the translation in their order, with at most
  // two others between neighbours.
  bool StandsParted(const std::string& rendering) {
    constexpr size_t kMostBetween = 2;
    const std::vector<Keys> sought = KeysOf(Analyse(rendering, pair_.target_language));
    if (sought.size() < 2) return false;
    if (target_keys_.empty()) target_keys_ = KeysOf(pair_.target_words);
    for (size_t first = 0; first < target_keys_.size(); ++first) {
      size_t found = 0;
      size_t last = first;
      for (size_t i = first; i < target_keys_.size() && i <= last + kMostBetween + 1; ++i) {
        if (found == 0 && i > first) break;
        if (!KeysMeet(sought[found], target_keys_[i])) continue;
        last = i;
        if (++found == sought.size()) return true;
      }
    }
    return false;
  }

  std::vector<Keys> KeysOf(const Analysis& analysis) const {
    std::vector<Keys> keys;
    for (const Word& word : analysis.words) {
      keys.push_back(TermKeys(word, pair_.target_language));
    }
    return keys;
  }

  void ReportRefused(const RecognisedTerm& term, const RecognisedTerm& rendering) {
    const bool is_forbidden = rendering.use.status == TermStatus::kForbidden;
    Finding finding = FindingOf(term);
    finding.target = {rendering.range};
    finding.message = fmt::format("“{}” is {} for “{}”; use {}", TargetText(rendering),
                                  is_forbidden ? "forbidden" : "no longer used", SourceText(term),
                                  Listed(finding.expected));
    findings_.Add(is_forbidden ? "term-forbidden" : "term-deprecated", std::move(finding));
  }

  // An abbreviation stands for its full form.
  void CheckPreference(const RecognisedTerm& term,
                       const std::vector<const RecognisedTerm*>& allowed) {
    const TermRendering& best = term.renderings.front();
    const std::string& best_text = term.concept_value->terms[best.term].text;
    const bool is_best = std::any_of(allowed.begin(), allowed.end(), [](const auto* one) {
      return one->use.status == TermStatus::kPreferred ||
             TermOf(*one).type == TermType::kAbbreviation;
    });
    if (is_best || best.use.status != TermStatus::kPreferred) return;
    Finding finding = FindingOf(term);
    finding.target = {allowed.front()->range};
    finding.expected = {best_text};
    finding.message = fmt::format("“{}” may stand for “{}”; preferred is “{}”",
                                  TargetText(*allowed.front()), SourceText(term), best_text);
    findings_.Add("term-not-preferred", std::move(finding));
  }

  Finding FindingOf(const RecognisedTerm& term) const {
    Finding finding{
        .pair = pair_.pair,
        .source = {term.range},
        .concept_name = fmt::format("{}/concepts/{}", term.glossary, term.concept_value->id)};
    for (const TermRendering& rendering : term.renderings) {
      if (!IsUsable(rendering.use.status)) continue;
      finding.expected.push_back(term.concept_value->terms[rendering.term].text);
    }
    return finding;
  }

  // Names the first renderings.
  static std::string Listed(const std::vector<std::string>& terms) {
    constexpr size_t kMost = 3;
    std::string listed;
    for (size_t i = 0; i < std::min(terms.size(), kMost); ++i) {
      listed += fmt::format("{}“{}”", i == 0 ? "" : " or ", terms[i]);
    }
    return listed.empty() ? "another word" : listed;
  }

  std::string_view SourceText(const RecognisedTerm& term) const {
    return PartOf(pair_.source.text, term.range);
  }
  std::string_view TargetText(const RecognisedTerm& term) const {
    return PartOf(pair_.target.text, term.range);
  }

  const CheckedPair& pair_;
  const std::vector<RecognisedTerm>& source_;
  const std::vector<RecognisedTerm>& target_;
  Findings& findings_;
  std::vector<Keys> target_keys_;  // Of the translation's words; made when first needed.
};

}  // namespace

TermChecks::TermChecks(const Catalog& registry, const CheckOptions& options)
    : registry_(registry), options_(options) {}

StatusOr<RecogniseResult> TermChecks::TermsOf(std::string_view text, const Language& language,
                                              const Language& other) {
  RecogniseOptions recognise;
  recognise.glossaries = options_.glossaries;
  recognise.source = language;
  recognise.targets = {other};
  recognise.as_of = options_.as_of;
  recognise.outlet = options_.outlet;
  return Recognise(registry_, recognise, text);
}

StatusOr<std::vector<ByteRange>> TermChecks::Check(const CheckedPair& pair, Findings& findings) {
  std::vector<ByteRange> places;
  if (options_.without_terms) return places;
  ASSIGN_OR_RETURN(RecogniseResult source,
                   TermsOf(pair.source.text, options_.source, options_.target));
  glossaries_ = std::move(source.glossaries);
  for (const RecognisedTerm& term : source.terms) places.push_back(term.range);
  if (source.terms.empty()) return places;
  ASSIGN_OR_RETURN(const RecogniseResult target,
                   TermsOf(pair.target.text, options_.target, options_.source));
  PairTerms(pair, source.terms, target.terms, findings).Check();
  return places;
}

}  // namespace dragoman
