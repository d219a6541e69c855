#include "server/engine/import_neighbours.h"

#include <string>

namespace dragoman {
namespace {

using Neighbour = std::optional<std::string> Variant::*;

// Sets one side of every variant that does not state it: from the same language of `neighbour`.
void SetFrom(const Unit& neighbour, Neighbour side, Unit& unit) {
  for (Variant& variant : unit.variants) {
    const Variant* same = neighbour.At(variant.language);
    if (same != nullptr && !(variant.*side)) variant.*side = same->segment.text;
  }
}

// Sets one side of every variant that does not state it: there is no neighbour.
void SetNone(Neighbour side, Unit& unit) {
  for (Variant& variant : unit.variants) {
    if (!(variant.*side)) variant.*side = std::string();
  }
}

}  // namespace

std::optional<UnitWrite> NeighbourChain::Follow(std::optional<UnitWrite> write,
                                                bool begins_document) {
  if (begins_document) {
    if (held_) SetNone(&Variant::next, held_->unit);
    if (write) SetNone(&Variant::previous, write->unit);
  } else if (held_ && write) {
    SetFrom(write->unit, &Variant::next, held_->unit);
    SetFrom(held_->unit, &Variant::previous, write->unit);
  }
  return std::exchange(held_, std::move(write));
}

std::optional<UnitWrite> NeighbourChain::End() {
  if (held_) SetNone(&Variant::next, held_->unit);
  return std::exchange(held_, std::nullopt);
}

}  // namespace dragoman
