// Search of a snapshot: exact entries first, then the candidates of each part, which bound 3 (edit
// distance of stems) and then the score itself thin out. Nothing else drops a candidate.
#include <algorithm>
#include <optional>

#include "server/match/candidates.h"
#include "server/match/index.h"
#include "server/match/part_query.h"
#include "server/match/top_hits.h"

namespace dragoman {
namespace {

// Words of a short query, and how many of them a match may share for it to be searched as one:
// thousands of texts share as much with it. With more to share, fewer lists are read otherwise.
constexpr size_t kShortQuery = 4;
constexpr size_t kFewShared = 2;

// Candidates scored between two questions whether the search is cancelled.
constexpr size_t kStage = 1024;

// So many candidates before one is scored its row is asked for: rows lie apart in memory.
constexpr size_t kPrefetched = 6;

// Whether the neighbours agree: one at least is the same, and none is known to be another.
bool NeighboursAgree(const EntryContext& stored, const SearchOptions& options) {
  const uint32_t asked_previous = ContextKey(options.previous_hash);
  const uint32_t asked_next = ContextKey(options.next_hash);
  const bool previous = stored.previous != 0 && asked_previous != 0;
  const bool next = stored.next != 0 && asked_next != 0;
  return (previous || next) && (!previous || stored.previous == asked_previous) &&
         (!next || stored.next == asked_next);
}

// One query on its way through the parts of a snapshot.
class Searcher {
 public:
  Searcher(const TextKeys& query, const SearchOptions& options)
      : query_(query),
        options_(options),
        min_score_(std::clamp(options.min_score, 1, 100)),
        least_penalty_(*std::min_element(options.penalties.begin(), options.penalties.end())),
        flat_sign_(FlatSign(query)),
        hits_(options.limit) {}

  bool IsCancelled() const { return options_.cancelled && options_.cancelled(); }

  void SearchPart(const LivePart& live) {
    PartQuery in_part(*live.part, query_);
    same_key_ = in_part.SameExactKey();
    for (const auto& [entry, keys] : same_key_) {
      if (keys == KeyRelation::kExact && IsWanted(live, entry)) AddExact(*live.part, entry);
    }
    query_.words.empty() ? AddWordless(live) : AddFuzzy(live, in_part);
  }

  std::vector<Hit> Take() {
    if (options_.counts != nullptr) {
      options_.counts->candidates += counts_.candidates;
      options_.counts->scored += counts_.scored;
    }
    return hits_.Take();
  }

 private:
  bool IsWanted(const LivePart& live, uint32_t entry) const {
    return live.IsLive(entry) && (options_.languages == ~uint64_t{0} ||
                                  (live.part->profile(entry).languages & options_.languages) != 0);
  }

  KeyRelation KeysOf(uint32_t entry) const {
    for (const auto& [same, keys] : same_key_) {
      if (same == entry) return keys;
    }
    return KeyRelation::kOther;
  }

  int PenaltyOf(const IndexPart& part, uint32_t entry) const {
    return options_.penalties[part.profile(entry).penalty_class % 16];
  }

  void AddExact(const IndexPart& part, uint32_t entry) {
    AddHit(part, entry, *ScoreAtLeast(min_score_, {}, {}, KeyRelation::kExact),
           NeighboursAgree(part.context(entry), options_));
  }

  Hit HitOf(const IndexPart& part, uint32_t entry, const Score& score, bool in_context) const {
    const EntryProfile& profile = part.profile(entry);
    const auto same = [](uint32_t a, uint32_t b) { return a != 0 && a == b; };
    return {.unit = part.unit(entry),
            .score = score,
            .penalty = PenaltyOf(part, entry),
            .in_context = in_context,
            .same_document = same(profile.document, options_.document_hash),
            .same_domain = same(profile.domain, options_.domain_hash),
            .reviewed = (options_.reviewed_classes >> profile.penalty_class & 1) != 0,
            .changed_seconds = part.changed_seconds(entry)};
  }

  void AddHit(const IndexPart& part, uint32_t entry, const Score& score, bool in_context) {
    hits_.Add(HitOf(part, entry, score, in_context));
  }

  // Texts without words match by their whole keys only.
  void AddWordless(const LivePart& live) {
    const NumberRange range = live.part->WithWords(0, 0);
    for (uint32_t entry = range.begin; entry < range.end; ++entry) {
      KeyRelation keys = KeysOf(entry);
      const bool same_fold = live.part->wordless(entry).fold == query_.fold;
      if (keys == KeyRelation::kOther && same_fold) keys = KeyRelation::kSameFold;
      if (keys == KeyRelation::kExact || keys == KeyRelation::kOther) continue;
      const auto score = ScoreAtLeast(min_score_, {}, {}, keys);
      if (score && IsWanted(live, entry)) AddHit(*live.part, entry, *score, false);
    }
  }

  void AddFuzzy(const LivePart& live, PartQuery& in_part) {
    const CandidateLists lists(*live.part, in_part.stems());
    const size_t n = query_.words.size();
    const size_t need = LeastOverlap(min_score_, n);
    if (lists.known() < need) return;
    const bool all_shared = need == n && n > 1;  // One word may be enough for a text of two.
    if (n <= kShortQuery && need <= kFewShared && !all_shared) {
      return AddShort(live, in_part, lists);
    }
    for (const LengthStrip& strip : LengthStrips(min_score_, n)) {
      AddStrip(live, in_part, lists, strip);
    }
  }

  // Texts that share as many stems with the query and are as long as each other.
  struct Alike {
    int most = 0;  // The score that bound 2 allows them.
    std::vector<uint32_t> entries;
  };

  // Those that may score the most come first, so that most of the others are seen not to come among
  // the best without a look at their words.
  void AddShort(const LivePart& live, PartQuery& in_part, const CandidateLists& lists) {
    const int least = hits_.LeastUsefulScore(min_score_, least_penalty_);
    if (least > 99) return;  // What is not exact scores 99 at most.
    const size_t n = query_.words.size();
    std::vector<Alike> all;
    for (size_t words = LeastOverlap(least, n); words <= 100 * n / static_cast<size_t>(least);
         ++words) {
      auto by_overlap = lists.ByOverlap(live.part->WithWords(words, words));
      for (size_t overlap = LeastOverlap(least, std::max(n, words)); overlap < by_overlap.size();
           ++overlap) {
        counts_.candidates += by_overlap[overlap].size();
        all.push_back({.most = static_cast<int>(100 * overlap / std::max(n, words)),
                       .entries = std::move(by_overlap[overlap])});
      }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Alike& a, const Alike& b) { return a.most > b.most; });
    for (const Alike& alike : all) {
      if (IsCancelled()) return;
      if (alike.most < hits_.LeastUsefulScore(min_score_, least_penalty_)) return;  // The rest too.
      AddAlike(live, in_part, alike);
    }
  }

  // The newest first: they win over others of the same score.
  void AddAlike(const LivePart& live, PartQuery& in_part, const Alike& alike) {
    const std::vector<uint32_t>& entries = alike.entries;
    for (size_t i = entries.size(); i > 0; --i) {
      if (i % kStage == 0 && IsCancelled()) return;
      if (i > kPrefetched) {
        const uint32_t later = entries[i - 1 - kPrefetched];
        if (MayScore(live, later, alike.most)) live.part->PrefetchRow(later);
      }
      const uint32_t entry = entries[i - 1];
      if (!MayScore(live, entry, alike.most)) continue;
      Score score;
      score.score = std::min(alike.most, 99);
      const bool may_enter = hits_.Takes(HitOf(*live.part, entry, score, false));
      if (may_enter && IsWanted(live, entry)) AddIfUseful(*live.part, entry, in_part);
    }
  }

  // Whether an entry of at most this score by its words is useful with its marks, codes, numbers.
  bool MayScore(const LivePart& live, uint32_t entry, int most) const {
    const int flat = live.part->flat_sign(entry) == flat_sign_ ? 0 : 1;
    return std::min(most - flat, 99) >= hits_.LeastUsefulScore(min_score_, least_penalty_);
  }

  // Searches the texts of some lengths; the bound may have risen since the strip was laid out.
  void AddStrip(const LivePart& live, PartQuery& in_part, const CandidateLists& lists,
                const LengthStrip& strip) {
    const int least = hits_.LeastUsefulScore(min_score_, least_penalty_);
    if (least > 99 || IsCancelled()) return;  // What is not exact scores 99 at most.
    const size_t n = query_.words.size();
    const size_t min_words = std::max(strip.min_words, LeastOverlap(least, n));
    const size_t max_words = std::min(strip.max_words, 100 * n / static_cast<size_t>(least));
    if (min_words > max_words) return;
    const NumberRange range = live.part->WithWords(min_words, max_words);
    const size_t need = LeastOverlap(least, std::max(n, min_words));
    thread_local std::vector<uint32_t> candidates;
    candidates.clear();
    lists.Find(range, (min_words + max_words) / 2, need, candidates);
    counts_.candidates += candidates.size();
    for (size_t i = 0; i < candidates.size(); ++i) {
      if (i % kStage == kStage - 1 && IsCancelled()) return;
      if (i + kPrefetched < candidates.size()) {
        live.part->PrefetchRow(candidates[i + kPrefetched]);
      }
      if (IsWanted(live, candidates[i])) AddIfUseful(*live.part, candidates[i], in_part);
    }
  }

  void AddIfUseful(const IndexPart& part, uint32_t entry, PartQuery& in_part) {
    const int least = hits_.LeastUsefulScore(min_score_, PenaltyOf(part, entry));
    if (least > 99) return;
    const KeyRelation keys = KeysOf(entry);
    if (keys == KeyRelation::kExact) return;  // It is among the hits already.
    ++counts_.scored;
    const auto score = in_part.ScoreAtLeast(least, entry, part.words(entry), keys);
    if (score) AddHit(part, entry, *score, false);
  }

  const TextKeys& query_;
  const SearchOptions& options_;
  const int min_score_;
  const int least_penalty_;
  const uint8_t flat_sign_;
  SearchCounts counts_;
  TopHits hits_;
  std::vector<std::pair<uint32_t, KeyRelation>> same_key_;  // Of the part being searched.
};

ExactHit ExactHitOf(const IndexPart& part, uint32_t entry) {
  const EntryContext context = part.context(entry);
  return {.unit = part.unit(entry),
          .languages = part.profile(entry).languages,
          .previous = context.previous,
          .next = context.next};
}

}  // namespace

IndexSnapshot::IndexSnapshot(std::vector<LivePart> parts, Revision revision)
    : parts_(std::move(parts)), revision_(revision) {
  for (const LivePart& live : parts_) size_ += live.live;
}

std::vector<Hit> IndexSnapshot::Search(const TextKeys& query, const SearchOptions& options) const {
  Searcher searcher(query, options);
  for (const LivePart& live : parts_) {
    if (searcher.IsCancelled()) break;
    searcher.SearchPart(live);
  }
  return searcher.Take();
}

std::vector<ExactHit> IndexSnapshot::Exact(
    const TextKeys& query, absl::FunctionRef<bool(const ExactHit&)> is_wanted) const {
  std::vector<ExactHit> hits;
  for (const LivePart& live : parts_) live.part->PrefetchExactKey(query.exact);
  for (const LivePart& live : parts_) {
    std::optional<PartQuery> in_part;
    for (const uint32_t entry : live.part->WithExactKey(query.exact)) {
      if (!live.IsLive(entry)) continue;
      const ExactHit hit = ExactHitOf(*live.part, entry);
      if (!is_wanted(hit)) continue;
      if (!in_part) in_part.emplace(*live.part, query);
      if (in_part->RelationOf(entry) == KeyRelation::kExact) hits.push_back(hit);
    }
  }
  std::ranges::sort(hits, {}, &ExactHit::unit);
  return hits;
}

}  // namespace dragoman
