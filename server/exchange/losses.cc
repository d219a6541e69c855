#include "server/exchange/losses.h"

#include "server/base/status.h"

namespace dragoman {

void Losses::Add(std::string_view what, std::string_view place) {
  std::string name = Shortened(what);
  if (losses_.size() >= kMaxKinds && !losses_.contains(name)) name = "others";
  Loss& loss = losses_[name];
  loss.what = std::move(name);
  ++loss.count;
  const bool is_known = !loss.places.empty() && loss.places.back() == place;
  if (loss.places.size() < kMaxPlaces && !is_known) loss.places.emplace_back(place);
}

std::vector<Loss> Losses::Counted() const {
  std::vector<Loss> losses;
  for (const auto& [name, loss] : losses_) losses.push_back(loss);
  return losses;
}

}  // namespace dragoman
