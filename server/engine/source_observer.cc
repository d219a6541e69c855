// The source text of a unit as a whole, and its translation.
#include "server/engine/rendering_observer.h"

namespace dragoman {
namespace {

class SourceObserver : public RenderingObserver {
 public:
  std::vector<Observation> Observe(ComparedUnit& unit) override {
    if (unit.WordsOf(TextRole::kSource).fold_key.empty()) return {};
    Observation whole{.key = unit.FoldHashOf(TextRole::kSource),
                      .text = unit.TextOf(TextRole::kSource)};
    whole.renderings.push_back(
        {.identity = unit.FoldHashOf(TextRole::kTarget), .text = unit.TextOf(TextRole::kTarget)});
    return {std::move(whole)};
  }
};

}  // namespace

std::unique_ptr<RenderingObserver> NewSourceObserver() {
  return std::make_unique<SourceObserver>();
}

}  // namespace dragoman
