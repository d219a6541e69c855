#include "server/engine/renderings.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>

namespace dragoman {
namespace {

bool IsOffered(const TermRendering& rendering) { return IsUsable(rendering.use.status); }

void PutInOrder(std::vector<TermRendering>& renderings) {
  std::stable_sort(renderings.begin(), renderings.end(), [](const auto& a, const auto& b) {
    return std::tuple(RankOf(a.use.status), a.use.out_of_time) <
           std::tuple(RankOf(b.use.status), b.use.out_of_time);
  });
}

// Leaves out what would be offered though it is out of its time, where its language has better.
void DropSuperseded(std::vector<TermRendering>& renderings) {
  std::set<std::string, std::less<>> served;  // Primary languages.
  for (const TermRendering& one : renderings) {
    if (IsOffered(one) && !one.use.out_of_time) served.emplace(one.language.primary());
  }
  std::erase_if(renderings, [&served](const TermRendering& one) {
    return IsOffered(one) && one.use.out_of_time && served.contains(one.language.primary());
  });
}

// Collects the renderings, one target after the other; each term is taken once.
// Thread-compatible.
class RenderingList {
 public:
  RenderingList(const RecognisedTerm& term, const RecogniseOptions& options)
      : entry_(*term.concept_value),
        recognised_(term.term),
        use_(term.use),
        options_(options),
        kept_(IsKept(entry_, entry_.terms[recognised_])),
        taken_(entry_.terms.size()) {}

  // Adds the terms whose language is wanted, those of `shown` where the term stays as it is.
  template <typename Wanted>
  void Add(const Language& shown, const Wanted& wanted) {
    if (kept_) list_.push_back({shown, recognised_, use_, /*kept=*/true});
    std::vector<TermRendering> group;
    for (uint32_t i = 0; i < entry_.terms.size(); ++i) {
      if (taken_[i] || !wanted(entry_.terms[i].language)) continue;
      taken_[i] = true;
      TermRendering one = RenderingAt(i);
      if (!kept_ || (i != recognised_ && !IsOffered(one))) group.push_back(std::move(one));
    }
    PutInOrder(group);
    DropSuperseded(group);
    list_.insert(list_.end(), group.begin(), group.end());
  }

  std::vector<TermRendering> Take() { return std::move(list_); }

 private:
  TermRendering RenderingAt(uint32_t index) const {
    const Term& term = entry_.terms[index];
    return {.language = term.language,
            .term = index,
            .use = StatusInForce(entry_, term, options_.outlet, options_.as_of),
            .kept = false};
  }

  const Concept& entry_;
  const uint32_t recognised_;
  const TermUse use_;
  const RecogniseOptions& options_;
  const bool kept_;
  std::vector<bool> taken_;
  std::vector<TermRendering> list_;
};

}  // namespace

std::vector<TermRendering> RenderingsOf(const RecognisedTerm& term,
                                        const RecogniseOptions& options) {
  RenderingList list(term, options);
  for (const Language& target : options.targets) {
    list.Add(target, [&target](const Language& language) { return Answers(language, target); });
  }
  if (options.targets.empty()) {
    list.Add(term.concept_value->terms[term.term].language,
             [&options](const Language& language) { return !Answers(language, options.source); });
  }
  return list.Take();
}

}  // namespace dragoman
