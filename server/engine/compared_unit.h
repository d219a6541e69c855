// A unit, or a pair of a request, as a report of consistency reads it: its texts of two or three
// languages, analysed when they are first asked for.
#pragma once

#include <array>
#include <optional>

#include "server/engine/consistency.h"
#include "server/text/analysis.h"

namespace dragoman {

// The part a text has in the report.
enum class TextRole : uint8_t { kSource = 0, kTarget = 1, kPivot = 2 };

// The languages by role; without a pivot there are no bridges.
struct ComparedLanguages {
  Language source;
  Language target;
  Language pivot{};
};

// Thread-compatible. Lifetime: the unit or pair outlives it.
class ComparedUnit {
 public:
  ComparedUnit(const Unit& unit, const std::string& memory, const ComparedLanguages& languages);
  ComparedUnit(const TranslationPair& pair, size_t index, const ComparedLanguages& languages);

  // Returns whether there is a text that is not blank.
  bool Has(TextRole role) const { return SideOf(role).segment != nullptr; }
  bool IsTranslated() const { return Has(TextRole::kSource) && Has(TextRole::kTarget); }

  // Requires, as all below: Has(role).
  const Segment& SegmentOf(TextRole role) const { return *SideOf(role).segment; }
  const std::string& TextOf(TextRole role) const { return SegmentOf(role).text; }
  const Language& LanguageOf(TextRole role) const { return *SideOf(role).language; }
  const Analysis& WordsOf(TextRole role);
  // Returns a hash of the text at L3.
  uint64_t FoldHashOf(TextRole role);

  const RenderingUse& use() const { return use_; }

 private:
  struct Side {
    const Segment* segment = nullptr;
    const Language* language = nullptr;
    std::optional<Analysis> words{};
  };

  const Side& SideOf(TextRole role) const { return sides_[static_cast<size_t>(role)]; }
  void Set(TextRole role, const Segment& segment, const Language& language);

  RenderingUse use_;
  std::array<Side, 3> sides_;
};

}  // namespace dragoman
