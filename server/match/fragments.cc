#include "server/match/fragments.h"

#include <absl/container/flat_hash_set.h>

#include <algorithm>
#include <tuple>

#include "server/match/part_query.h"

namespace dragoman {
namespace {

constexpr size_t kMinWords = 2;
constexpr size_t kLongRun = 5;

struct Run {
  size_t words = 0;
  size_t query_begin = 0;
  size_t stored_begin = 0;
};

// Returns the longest common run of two sequences of stems; stems unknown to the part are none.
//
// Cost: O(query * stored).
Run LongestRun(std::span<const uint32_t> query, std::span<const uint32_t> stored) {
  Run longest;
  // By stored word: the length of the common run that ends there and at the query word.
  thread_local std::vector<size_t> ending;
  ending.assign(stored.size() + 1, 0);
  for (size_t i = 0; i < query.size(); ++i) {
    // From the end, so that the length before is the previous query word's.
    for (size_t j = stored.size(); j > 0; --j) {
      ending[j] = query[i] == stored[j - 1] ? ending[j - 1] + 1 : 0;
      const Run run{ending[j], i + 1 - ending[j], j - ending[j]};
      const bool before =
          run.query_begin == longest.query_begin && run.stored_begin < longest.stored_begin;
      if (run.words > longest.words || (run.words == longest.words && before)) longest = run;
    }
  }
  return longest;
}

// The fragments of one part.
class PartFragments {
 public:
  PartFragments(const LivePart& live, const TextKeys& query, const SearchOptions& options)
      : live_(live),
        part_(*live.part),
        options_(options),
        in_part_(part_, query),
        same_key_(in_part_.SameExactKey()) {}

  void AppendTo(std::vector<Fragment>& fragments) {
    const size_t words = in_part_.stems().size();
    const size_t window = std::min(kLongRun, words);
    for (size_t size = kMinWords; size <= window; ++size) {
      // Longer entries have to share the largest window; shorter ones stand whole in one.
      const NumberRange range = size == window ? NumberRange{part_.WithWords(size, size).begin,
                                                             static_cast<uint32_t>(part_.size())}
                                               : part_.WithWords(size, size);
      if (range.size() == 0) continue;
      for (size_t begin = 0; begin + size <= words; ++begin) {
        if (options_.cancelled && options_.cancelled()) return;
        AppendEntriesWith(std::span(in_part_.stems()).subspan(begin, size), range, fragments);
      }
    }
  }

 private:
  // Looks at the entries that have all stems of the window.
  void AppendEntriesWith(std::span<const uint32_t> window, NumberRange range,
                         std::vector<Fragment>& fragments) {
    std::vector<uint32_t> stems(window.begin(), window.end());
    std::sort(stems.begin(), stems.end());
    stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
    if (stems.back() == kUnknownId) return;  // It is greater than any stem.
    // Frequent stems have small numbers: the rarest comes last.
    std::vector<PostingCursor> others;
    for (const uint32_t stem : stems) others.emplace_back(part_.Postings(stem, 1));
    PostingCursor rarest = others.back();
    others.pop_back();
    std::reverse(others.begin(), others.end());
    rarest.SeekTo(range.begin);
    for (auto some = rarest.TakeUntil(range.end); !some.empty();
         some = rarest.TakeUntil(range.end)) {
      for (const uint32_t entry : some) {
        const bool has_all = std::all_of(others.begin(), others.end(),
                                         [entry](auto& cursor) { return cursor.Contains(entry); });
        if (has_all && seen_.insert(entry).second) AppendIfFragment(entry, fragments);
      }
    }
  }

  void AppendIfFragment(uint32_t entry, std::vector<Fragment>& fragments) {
    const EntryProfile& profile = part_.profile(entry);
    const bool any_language = options_.languages == ~uint64_t{0};
    if (!any_language && (profile.languages & options_.languages) == 0) return;
    if (!live_.IsLive(entry)) return;
    const Run run = LongestRun(in_part_.stems(), StemsOf(entry));
    const size_t least = std::min({kLongRun, stored_.size(), in_part_.stems().size()});
    if (run.words < least || IsMatch(entry)) return;
    const auto same = [](uint32_t a, uint32_t b) { return a != 0 && a == b; };
    fragments.push_back({.unit = part_.unit(entry),
                         .words = run.words,
                         .query_begin = run.query_begin,
                         .stored_begin = run.stored_begin,
                         .penalty = options_.penalties[profile.penalty_class % 16],
                         .same_document = same(profile.document, options_.document_hash),
                         .same_domain = same(profile.domain, options_.domain_hash),
                         .reviewed = (options_.reviewed_classes >> profile.penalty_class & 1) != 0,
                         .changed_seconds = part_.changed_seconds(entry)});
  }

  std::span<const uint32_t> StemsOf(uint32_t entry) {
    stored_.resize(part_.words(entry));
    part_.ReadForms(entry, stored_.size(), stored_.data());
    for (uint32_t& form : stored_) form = part_.StemOfForm(form);
    return stored_;
  }

  bool IsMatch(uint32_t entry) {
    KeyRelation keys = KeyRelation::kOther;
    for (const auto& [same, relation] : same_key_) {
      if (same == entry) keys = relation;
    }
    const int min_score = std::clamp(options_.min_score, 1, 100);
    return keys == KeyRelation::kExact ||
           in_part_.ScoreAtLeast(min_score, entry, part_.words(entry), keys).has_value();
  }

  const LivePart& live_;
  const IndexPart& part_;
  const SearchOptions& options_;
  PartQuery in_part_;
  const std::vector<std::pair<uint32_t, KeyRelation>> same_key_;
  absl::flat_hash_set<uint32_t> seen_;  // Entries looked at.
  std::vector<uint32_t> stored_;        // Stems of the entry looked at.
};

}  // namespace

bool BetterFragment(const Fragment& a, const Fragment& b) {
  const auto rank = [](const Fragment& one) {
    return std::tuple(one.words, -one.penalty, one.same_document, one.same_domain, one.reviewed,
                      one.changed_seconds, one.unit);
  };
  return rank(a) > rank(b);
}

std::vector<Fragment> FindFragments(const IndexSnapshot& snapshot, const TextKeys& query,
                                    const SearchOptions& options) {
  std::vector<Fragment> fragments;
  for (const LivePart& live : snapshot.parts()) {
    if (options.cancelled && options.cancelled()) break;
    PartFragments(live, query, options).AppendTo(fragments);
  }
  std::sort(fragments.begin(), fragments.end(), BetterFragment);
  if (fragments.size() > options.limit) fragments.resize(options.limit);
  return fragments;
}

}  // namespace dragoman
