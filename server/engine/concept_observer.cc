// Glossary concepts in a unit: their terms are recognised in both texts, and those of the target
// are the renderings of those of the source.
#include <fmt/format.h>

#include <algorithm>

#include "server/base/hash.h"
#include "server/engine/rendering_observer.h"
#include "server/model/term_use.h"
#include "server/term/nesting.h"

namespace dragoman {
namespace {

// A term of a concept that stands in a text.
struct ConceptHit {
  const std::string* glossary = nullptr;
  std::shared_ptr<const Concept> concept_value;
  uint32_t term = 0;
  ByteRange range;
  TermStatus status = TermStatus::kAdmitted;  // In force.

  const Term& value() const { return concept_value->terms[term]; }
  bool IsOfConceptOf(const ConceptHit& other) const {
    return glossary == other.glossary && concept_value->id == other.concept_value->id;
  }
};
using ConceptHits = std::vector<ConceptHit>;

// Keeps the hits that stand in no longer one.
void KeepLongest(ConceptHits& hits) {
  std::vector<ByteRange> ranges;
  for (const ConceptHit& hit : hits) ranges.push_back(hit.range);
  const std::vector<bool> nested = NestedRanges(ranges);
  size_t kept = 0;
  for (size_t i = 0; i < hits.size(); ++i) {
    if (!nested[i]) hits[kept++] = hits[i];
  }
  hits.resize(kept);
}

bool IsShort(const ConceptHit& hit) { return hit.value().type == TermType::kAbbreviation; }

// Returns whether two hits of the source are rendered by one rule.
bool IsSameThing(const ConceptHit& a, const ConceptHit& b) {
  return a.IsOfConceptOf(b) && IsShort(a) == IsShort(b);
}

// Keeps the hits of which something is true, if there are any.
template <typename Is>
void Prefer(const Is& is, ConceptHits& hits) {
  if (std::any_of(hits.begin(), hits.end(), is)) {
    std::erase_if(hits, [&is](const ConceptHit& hit) { return !is(hit); });
  }
}

// Where an allowed term stands, a refused one is that of another concept: of "Chief Guest" and
// "Guest of Honour" in one sentence each has the other's term beside its own.
void KeepAllowed(ConceptHits& hits) {
  Prefer([](const ConceptHit& hit) { return IsUsable(hit.status); }, hits);
}

// "Shanghai Cooperation Organisation (SCO)" is "Шанхайская организация сотрудничества (ШОС)".
void KeepAsShort(bool is_short, ConceptHits& hits) {
  Prefer([is_short](const ConceptHit& hit) { return IsShort(hit) == is_short; }, hits);
}

// Returns where a term stands as it is, letter for letter.
std::optional<ByteRange> PlaceOf(std::string_view text, std::string_view term) {
  const size_t begin = text.find(term);
  if (begin == std::string_view::npos) return std::nullopt;
  return ByteRange{static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + term.size())};
}

class ConceptObserver : public RenderingObserver {
 public:
  ConceptObserver(std::vector<ComparedGlossary> glossaries, const ComparedLanguages& languages,
                  TextRole from, Audience audience)
      : glossaries_(std::move(glossaries)),
        from_(from),
        audience_(std::move(audience)),
        source_language_(from == TextRole::kPivot ? languages.pivot : languages.source),
        target_language_(languages.target) {}

  std::vector<Observation> Observe(ComparedUnit& unit) override {
    source_ = HitsIn(unit, from_, source_language_);
    std::erase_if(source_,
                  [](const ConceptHit& hit) { return hit.status == TermStatus::kForbidden; });
    KeepLongest(source_);
    std::vector<Observation> observations;
    if (source_.empty()) return observations;
    target_ = HitsIn(unit, TextRole::kTarget, target_language_);
    for (size_t i = 0; i < source_.size(); ++i) {
      const auto same = [&](const ConceptHit& one) { return IsSameThing(one, source_[i]); };
      if (std::any_of(source_.begin(), source_.begin() + static_cast<std::ptrdiff_t>(i), same)) {
        continue;
      }
      if (auto observation = ObserveConcept(unit, source_[i])) {
        observations.push_back(*std::move(observation));
      }
    }
    return observations;
  }

 private:
  ConceptHits HitsIn(ComparedUnit& unit, TextRole role, const Language& language) const {
    ConceptHits hits;
    for (const ComparedGlossary& glossary : glossaries_) {
      const auto index = glossary.view->indexes.find(language);
      if (index == glossary.view->indexes.end()) continue;
      for (const TermHit& hit : index->second->Recognise(unit.TextOf(role), unit.WordsOf(role))) {
        const auto entry = glossary.view->concepts->find(hit.concept_id);
        if (entry == glossary.view->concepts->end()) continue;  // Not in one view.
        const Concept& value = *entry->second;
        const TermUse use =
            StatusInForce(value, value.terms[hit.term], audience_.outlet, audience_.day);
        hits.push_back({&glossary.name, entry->second, hit.term, hit.range, use.status});
      }
    }
    return hits;
  }

  std::optional<Observation> ObserveConcept(const ComparedUnit& unit, const ConceptHit& hit) const {
    const Concept& entry = *hit.concept_value;
    if (!MayBeRendered(hit)) return std::nullopt;
    Observation observation{.text = hit.value().text,
                            .concept_name = fmt::format("{}/concepts/{}", *hit.glossary, entry.id),
                            .category = entry.category,
                            .renderings = RenderingsOf(unit, hit)};
    observation.key = Hash64(observation.concept_name + (IsShort(hit) ? " short" : ""));
    for (const ConceptHit& one : source_) {
      if (IsSameThing(one, hit)) observation.places.push_back(one.range);
    }
    if (!observation.renderings.empty()) return observation;
    if (IsRenderedHomograph(unit, hit)) return std::nullopt;
    observation.renderings.push_back({.identity = kOtherRendering});
    return observation;
  }

  bool MayBeRendered(const ConceptHit& hit) const {
    const Concept& entry = *hit.concept_value;
    return IsKept(entry, hit.value()) ||
           std::any_of(entry.terms.begin(), entry.terms.end(), [this](const Term& term) {
             return Answers(term.language, target_language_);
           });
  }

  std::vector<ObservedRendering> RenderingsOf(const ComparedUnit& unit,
                                              const ConceptHit& hit) const {
    ConceptHits hits;
    for (const ConceptHit& one : target_) {
      if (one.IsOfConceptOf(hit)) hits.push_back(one);
    }
    KeepLongest(hits);
    KeepAllowed(hits);
    KeepAsShort(IsShort(hit), hits);
    std::vector<ObservedRendering> renderings;
    for (const ConceptHit& one : hits) Add(one, one.range, renderings);
    if (!renderings.empty() || !IsKept(*hit.concept_value, hit.value())) return renderings;
    const auto place = PlaceOf(unit.TextOf(TextRole::kTarget), hit.value().text);
    if (place) Add(hit, *place, renderings);
    return renderings;
  }

  static void Add(const ConceptHit& hit, const ByteRange& range,
                  std::vector<ObservedRendering>& renderings) {
    const Term& term = hit.value();
    const uint64_t identity = Hash64(term.text);
    const auto there =
        std::find_if(renderings.begin(), renderings.end(),
                     [identity](const auto& one) { return one.identity == identity; });
    if (there != renderings.end()) return there->places.push_back(range);
    renderings.push_back({.identity = identity,
                          .text = term.text,
                          .places = {range},
                          .term = RenderingTerm{hit.status, term.type}});
  }

  // Returns whether the words mean another concept here, which is rendered.
  bool IsRenderedHomograph(const ComparedUnit& unit, const ConceptHit& hit) const {
    return std::any_of(source_.begin(), source_.end(), [&](const ConceptHit& one) {
      return one.range == hit.range && !one.IsOfConceptOf(hit) && !RenderingsOf(unit, one).empty();
    });
  }

  const std::vector<ComparedGlossary> glossaries_;
  const TextRole from_;
  const Audience audience_;
  const Language source_language_;
  const Language target_language_;
  ConceptHits source_;  // Of the unit that is being observed.
  ConceptHits target_;
};

}  // namespace

std::unique_ptr<RenderingObserver> NewConceptObserver(std::vector<ComparedGlossary> glossaries,
                                                      const ComparedLanguages& languages,
                                                      TextRole from, Audience audience) {
  return std::make_unique<ConceptObserver>(std::move(glossaries), languages, from,
                                           std::move(audience));
}

}  // namespace dragoman
