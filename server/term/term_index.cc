#include "server/term/term_index.h"

#include <absl/container/flat_hash_map.h>
#include <absl/synchronization/mutex.h>

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "server/term/nesting.h"
#include "server/term/term_automaton.h"
#include "server/term/term_range.h"

namespace dragoman {
namespace {

using SharedConcept = std::shared_ptr<const CompiledConcept>;

// An automaton and which of its concepts (by slot) were changed or removed since it was built.
struct Level {
  std::shared_ptr<const TermAutomaton> automaton;
  std::vector<bool> dead;
  size_t live = 0;
};

Level MakeLevel(std::vector<SharedConcept> concepts) {
  const size_t size = concepts.size();
  return {.automaton = std::make_shared<const TermAutomaton>(std::move(concepts)),
          .dead = std::vector<bool>(size),
          .live = size};
}

void AppendLive(const Level& level, std::vector<SharedConcept>& out) {
  for (size_t slot = 0; slot < level.dead.size(); ++slot) {
    if (!level.dead[slot]) out.push_back(level.automaton->concepts()[slot]);
  }
}

// How close a text comes to the term's own: less is closer.
enum class Closeness : uint8_t { kSameBytes = 0, kSameButForCase = 1, kOther = 2 };

struct Found {
  ByteRange range;
  const CompiledConcept* owner = nullptr;
  uint32_t term = 0;
  Closeness closeness = Closeness::kOther;
};

// Measures closeness; keeps the key of the last range, since hits come range by range.
class ClosenessMeter {
 public:
  ClosenessMeter(std::string_view text, const Language& language)
      : text_(text), language_(language) {}

  Closeness Measure(const Found& found) {
    const std::string_view slice = PartOf(text_, found.range);
    if (slice == found.owner->source->terms[found.term].text) return Closeness::kSameBytes;
    if (!(found.range == range_)) {
      range_ = found.range;
      key_ = CaselessKey(Analyse(slice, language_));
    }
    return key_ == found.owner->exact_keys[found.term] ? Closeness::kSameButForCase
                                                       : Closeness::kOther;
  }

 private:
  const std::string_view text_;
  const Language& language_;
  ByteRange range_;
  std::string key_;
};

// By begin, then longest first, then concept; of one concept at one range the closest term first.
auto OrderOf(const Found& found) {
  return std::tuple(found.range.begin, ~found.range.end, std::string_view(found.owner->source->id),
                    found.closeness, found.term);
}

bool InOrder(const Found& a, const Found& b) { return OrderOf(a) < OrderOf(b); }
bool SamePlace(const Found& a, const Found& b) { return a.range == b.range && a.owner == b.owner; }

// Appends what the live concepts of one level have in the text.
void AppendFound(const Level& level, const Analysis& analysis, TextWords& words,
                 std::vector<Found>& out) {
  for (const TermMatch& match : level.automaton->Match(words)) {
    if (level.dead[match.concept_slot]) continue;
    const CompiledConcept& owner = *level.automaton->concepts()[match.concept_slot];
    const TermPattern& pattern = owner.patterns[match.pattern];
    out.push_back(
        {.range = RangeOf(match, pattern, analysis, words), .owner = &owner, .term = pattern.term});
  }
}

// Puts the terms in order and keeps, of one concept at one range, the closest.
void KeepClosest(std::string_view text, const Language& language, std::vector<Found>& found) {
  std::sort(found.begin(), found.end(), InOrder);  // Range by range, for the meter.
  ClosenessMeter meter(text, language);
  for (Found& hit : found) hit.closeness = meter.Measure(hit);
  std::sort(found.begin(), found.end(), InOrder);
  found.erase(std::unique(found.begin(), found.end(), SamePlace), found.end());
}

void FlagNested(std::vector<TermHit>& hits) {
  std::vector<ByteRange> ranges;
  ranges.reserve(hits.size());
  for (const TermHit& hit : hits) ranges.push_back(hit.range);
  const std::vector<bool> nested = NestedRanges(ranges);
  for (size_t i = 0; i < hits.size(); ++i) hits[i].nested = nested[i];
}

}  // namespace

struct TermSnapshot::State {
  Language language;
  Revision revision = 0;
  size_t terms = 0;
  std::vector<Level> levels;  // The largest first.
};

TermSnapshot::TermSnapshot() : state_(std::make_unique<State>()) {}
TermSnapshot::~TermSnapshot() = default;
Revision TermSnapshot::revision() const { return state_->revision; }
size_t TermSnapshot::terms() const { return state_->terms; }

std::vector<TermHit> TermSnapshot::Recognise(std::string_view text,
                                             const Analysis& analysis) const {
  TextWords words(text, analysis, state_->language);
  std::vector<Found> found;
  for (const Level& level : state_->levels) AppendFound(level, analysis, words, found);
  KeepClosest(text, state_->language, found);
  std::vector<TermHit> hits;
  hits.reserve(found.size());
  for (const Found& hit : found) {
    hits.push_back({.range = hit.range,
                    .concept_id = hit.owner->source->id,
                    .term = hit.term,
                    .exact = hit.closeness != Closeness::kOther});
  }
  FlagNested(hits);
  return hits;
}

// The levels shrink in size, like the digits of a counter: a change makes a level of its own, and
// levels no more than kLevelRatio times as large as all after them are merged with these. So a
// concept is merged O(log n) times, and there are O(log n) levels to walk.
constexpr size_t kLevelRatio = 4;
// Levels after the first are compacted when they hold one in so many concepts.
constexpr size_t kCompactShare = 256;

struct TermIndex::State {
  struct Place {
    size_t level;
    size_t slot;
  };

  explicit State(Language of) : language(of), pool(std::move(of)) {}

  void Remove(std::string_view id) ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing);
  // Returns the concepts of the last change of each id that have terms of this language.
  std::vector<SharedConcept> Compile(std::span<const ConceptChange> changes)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing);
  void Push(Level level) ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing);
  void Merge() ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing);
  void Publish() ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing);

  const Language language;
  absl::Mutex writing;  // Held by Apply for all of its work.
  WordPool pool ABSL_GUARDED_BY(writing);
  std::vector<Level> levels ABSL_GUARDED_BY(writing);
  absl::flat_hash_map<std::string, Place> places ABSL_GUARDED_BY(writing);  // Of live concepts.
  size_t terms ABSL_GUARDED_BY(writing) = 0;
  Revision revision ABSL_GUARDED_BY(writing) = 0;

  absl::Mutex swapping;  // Held to copy one pointer.
  std::shared_ptr<const TermSnapshot> snapshot ABSL_GUARDED_BY(swapping);
};

void TermIndex::State::Remove(std::string_view id) {
  const auto found = places.find(ToAbsl(id));
  if (found == places.end()) return;
  Level& level = levels[found->second.level];
  level.dead[found->second.slot] = true;
  --level.live;
  terms -= level.automaton->concepts()[found->second.slot]->terms;
  places.erase(found);
}

std::vector<SharedConcept> TermIndex::State::Compile(std::span<const ConceptChange> changes) {
  absl::flat_hash_map<std::string_view, const ConceptChange*> last;
  for (const ConceptChange& change : changes) last[change.id] = &change;
  std::vector<SharedConcept> compiled;
  for (const ConceptChange& change : changes) {
    if (last[change.id] != &change || change.concept_value == nullptr) continue;
    auto value =
        std::make_shared<CompiledConcept>(CompileConcept(change.concept_value, language, pool));
    if (value->terms > 0) compiled.push_back(std::move(value));
  }
  return compiled;
}

void TermIndex::State::Push(Level level) {
  const std::vector<SharedConcept>& concepts = level.automaton->concepts();
  for (size_t slot = 0; slot < concepts.size(); ++slot) {
    places[concepts[slot]->source->id] = {.level = levels.size(), .slot = slot};
  }
  levels.push_back(std::move(level));
}

void TermIndex::State::Merge() {
  size_t after = 0;  // Live concepts of the levels after level i.
  size_t first = levels.size();
  for (size_t i = levels.size(); i-- > 0;) {
    const Level& level = levels[i];
    const bool worn = level.dead.size() - level.live > level.live;
    if (worn || (after > 0 && level.live <= kLevelRatio * after)) first = i;
    after += level.live;
  }
  if (first == levels.size()) return;
  std::vector<SharedConcept> concepts;
  for (size_t i = first; i < levels.size(); ++i) AppendLive(levels[i], concepts);
  levels.resize(first);
  if (!concepts.empty()) Push(MakeLevel(std::move(concepts)));
}

void TermIndex::State::Publish() {
  std::shared_ptr<TermSnapshot> next(new TermSnapshot);
  *next->state_ = {.language = language, .revision = revision, .terms = terms, .levels = levels};
  const absl::MutexLock swap_lock(&swapping);
  snapshot = std::move(next);
}

TermIndex::TermIndex(Language language) : state_(std::make_unique<State>(std::move(language))) {
  Apply({}, 0);
}

TermIndex::~TermIndex() = default;

void TermIndex::Apply(std::span<const ConceptChange> changes, Revision revision) {
  const absl::MutexLock write_lock(&state_->writing);
  for (const ConceptChange& change : changes) state_->Remove(change.id);
  std::vector<SharedConcept> concepts = state_->Compile(changes);
  for (const SharedConcept& added : concepts) state_->terms += added->terms;
  if (!concepts.empty()) state_->Push(MakeLevel(std::move(concepts)));
  state_->Merge();
  state_->pool.Trim();
  state_->revision = revision;
  state_->Publish();
}

void TermIndex::Compact() {
  const std::shared_ptr<const TermSnapshot> before = snapshot();
  const std::vector<Level>& levels = before->state_->levels;
  std::vector<SharedConcept> concepts;
  for (const Level& level : levels) AppendLive(level, concepts);
  const size_t later = levels.empty() ? 0 : concepts.size() - levels.front().live;
  if (later * kCompactShare < concepts.size() || later == 0) return;
  Level whole = MakeLevel(std::move(concepts));
  const absl::MutexLock write_lock(&state_->writing);
  if (snapshot() != before) return;
  state_->levels.clear();
  state_->Push(std::move(whole));
  state_->Publish();
}

std::shared_ptr<const TermSnapshot> TermIndex::snapshot() const {
  const absl::MutexLock lock(&state_->swapping);
  return state_->snapshot;
}

}  // namespace dragoman
