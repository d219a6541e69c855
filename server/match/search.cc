// Search of a snapshot: exact entries first, then the candidates of each part, which bound 3 (edit
// distance of stems) and then the score itself thin out. Nothing else drops a candidate.
#include <algorithm>

#include "server/match/candidates.h"
#include "server/match/index.h"
#include "server/match/live_part.h"
#include "server/match/scoring.h"
#include "server/match/stem_distance.h"
#include "server/match/text_ids.h"
#include "server/match/top_hits.h"

namespace dragoman {
namespace {

// Candidates scored between two questions whether the search is cancelled.
constexpr size_t kStage = 1024;

// Whether the neighbours agree: one at least is the same, and none is known to be another.
bool NeighboursAgree(const EntryFacts& facts, const SearchOptions& options) {
  const auto known = [](uint64_t a, uint64_t b) { return a != 0 && b != 0; };
  const bool previous = known(facts.previous_hash, options.previous_hash);
  const bool next = known(facts.next_hash, options.next_hash);
  return (previous || next) && (!previous || facts.previous_hash == options.previous_hash) &&
         (!next || facts.next_hash == options.next_hash);
}

// One query on its way through the parts of a snapshot.
class Searcher {
 public:
  Searcher(const Analysis& query, const SearchOptions& options)
      : query_(query),
        options_(options),
        min_score_(std::clamp(options.min_score, 1, 100)),
        exact_hash_(Hash64(query.exact_key)),
        hits_(options.limit) {}

  bool IsCancelled() const { return options_.cancelled && options_.cancelled(); }

  void AddExact(const LivePart& live) {
    for (uint32_t entry : live.part->WithExactHash(exact_hash_)) {
      if (!IsWanted(live, entry)) continue;
      if (KeysOf(*live.part, entry) != KeyRelation::kExact) continue;
      Score score = *ScoreAtLeast(min_score_, {}, {}, KeyRelation::kExact);
      AddHit(*live.part, entry, score, NeighboursAgree(live.part->facts(entry), options_));
    }
  }

  void AddOthers(const LivePart& live) {
    query_.words.empty() ? AddWordless(live) : AddFuzzy(live);
  }

  std::vector<Hit> Take() { return hits_.Take(); }

 private:
  bool IsWanted(const LivePart& live, uint32_t entry) const {
    return live.IsLive(entry) && (options_.languages == ~uint64_t{0} ||
                                  (live.part->facts(entry).languages & options_.languages) != 0);
  }

  KeyRelation KeysOf(const IndexPart& part, uint32_t entry) const {
    if (part.facts(entry).exact_hash == exact_hash_ && part.exact_key(entry) == query_.exact_key) {
      return SameCodes(part, entry) ? KeyRelation::kExact : KeyRelation::kOtherCodes;
    }
    const bool same_fold = query_.words.empty() && part.fold_key(entry) == query_.fold_key;
    return same_fold ? KeyRelation::kSameFold : KeyRelation::kOther;
  }

  bool SameCodes(const IndexPart& part, uint32_t entry) const {
    const auto codes = part.codes(entry);
    return std::equal(codes.begin(), codes.end(), query_.codes.begin(), query_.codes.end(),
                      [&](uint32_t number, const Code& code) {
                        return part.StringNumber(CodeKey(code)) == number;
                      });
  }

  int PenaltyOf(const EntryFacts& facts) const {
    return options_.penalties[facts.penalty_class % 16];
  }

  void AddHit(const IndexPart& part, uint32_t entry, const Score& score, bool in_context) {
    const EntryFacts& facts = part.facts(entry);
    hits_.Add({.unit = facts.unit,
               .score = score,
               .penalty = PenaltyOf(facts),
               .exact_hash = facts.exact_hash,
               .in_context = in_context});
  }

  // Texts without words match by their whole keys only.
  void AddWordless(const LivePart& live) {
    const EntryRange range = live.part->WithWords(0, 0);
    for (uint32_t entry = range.begin; entry < range.end; ++entry) {
      if (!IsWanted(live, entry)) continue;
      const KeyRelation keys = KeysOf(*live.part, entry);
      if (keys == KeyRelation::kExact || keys == KeyRelation::kOther) continue;
      if (const auto score = ScoreAtLeast(min_score_, {}, {}, keys)) {
        AddHit(*live.part, entry, *score, false);
      }
    }
  }

  void AddFuzzy(const LivePart& live) {
    const IndexPart& part = *live.part;
    std::vector<uint32_t> stems;
    for (const Word& word : query_.words) stems.push_back(part.StemNumber(word.stem));
    const int least = hits_.LeastUsefulScore(min_score_, LeastPenalty());
    if (least > 99) return;  // What is not exact scores 99 at most.
    const std::vector<uint32_t> candidates = Candidates(part, stems, least);
    if (candidates.empty()) return;

    thread_local StemDistance distance;
    distance.Reset(stems, part.stem_count());
    const TextIds query = NumberText(
        query_, [&](std::string_view stem) { return part.StemNumber(stem); },
        [&](std::string_view text) { return part.StringNumber(text); });
    for (size_t i = 0; i < candidates.size(); ++i) {
      if (i % kStage == 0 && IsCancelled()) return;
      if (IsWanted(live, candidates[i])) AddIfUseful(part, candidates[i], query, distance);
    }
  }

  void AddIfUseful(const IndexPart& part, uint32_t entry, const TextIds& query,
                   StemDistance& distance) {
    const int least = hits_.LeastUsefulScore(min_score_, PenaltyOf(part.facts(entry)));
    if (least > 99) return;
    const auto stored = part.stems(entry);
    const size_t longer = std::max(stored.size(), query.words.size());
    if (!distance.Within(stored, longer - LeastOverlap(least, longer))) return;
    const KeyRelation keys = KeysOf(part, entry);
    if (keys == KeyRelation::kExact) return;  // AddExact has it.
    if (const auto score = ScoreAtLeast(least, query, part.Text(entry), keys)) {
      AddHit(part, entry, *score, false);
    }
  }

  int LeastPenalty() const {
    return *std::min_element(options_.penalties.begin(), options_.penalties.end());
  }

  const Analysis& query_;
  const SearchOptions& options_;
  const int min_score_;
  const uint64_t exact_hash_;
  TopHits hits_;
};

}  // namespace

std::vector<Hit> IndexSnapshot::Search(const Analysis& query, const SearchOptions& options) const {
  Searcher searcher(query, options);
  for (const LivePart& live : parts_) searcher.AddExact(live);
  for (const LivePart& live : parts_) {
    if (searcher.IsCancelled()) break;
    searcher.AddOthers(live);
  }
  return searcher.Take();
}

std::vector<UnitId> IndexSnapshot::Exact(const Analysis& query) const {
  SearchOptions all;
  all.limit = SIZE_MAX;
  Searcher searcher(query, all);
  for (const LivePart& live : parts_) searcher.AddExact(live);
  const std::vector<Hit> hits = searcher.Take();
  std::vector<UnitId> units(hits.size());
  std::transform(hits.begin(), hits.end(), units.begin(), [](const Hit& hit) { return hit.unit; });
  std::sort(units.begin(), units.end());
  return units;
}

}  // namespace dragoman
