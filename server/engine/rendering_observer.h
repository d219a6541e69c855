// What a report of consistency sees in one unit: things of the source, and how each is rendered.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/engine/compared_unit.h"
#include "server/engine/glossary_shard.h"

namespace dragoman {

// One way in which something is rendered in the unit.
struct ObservedRendering {
  uint64_t identity = 0;  // Equal for the same way.
  std::string text{};     // As it is to be shown; "" where no term was recognised.
  std::vector<ByteRange> places{};
  std::optional<RenderingTerm> term{};
};

// The identity of a rendering that is none of those known.
inline constexpr uint64_t kOtherRendering = 0;

// Something that is rendered in the unit; each is observed once.
struct Observation {
  uint64_t key = 0;  // Equal for the same thing.
  std::string text{};
  std::vector<ByteRange> places{};
  std::string concept_name{};
  std::string category{};
  std::vector<ObservedRendering> renderings{};  // At least one, of different identities.
};

// Thread-compatible.
class RenderingObserver {
 public:
  virtual ~RenderingObserver() = default;
  // Requires: the unit has the text it looks at and the target.
  virtual std::vector<Observation> Observe(ComparedUnit& unit) = 0;
  // Returns whether something is to be reported, by what was seen of it in all units.
  virtual bool Wants(uint64_t /*key*/, uint64_t /*uses*/) const { return true; }
};

// Things that are followed, at most: what a table of 2^21 slots takes before it would grow, 52 MB
// of the largest.
inline constexpr size_t kMaxFollowed = 1'800'000;

// A glossary as it is when the report begins, with the indexes of the languages.
struct ComparedGlossary {
  std::string name;  // "glossaries/ID".
  std::shared_ptr<const GlossaryView> view;
};

// The day and outlet for which terms have their status; see StatusInForce.
struct Audience {
  PartialDate day;
  std::string outlet;
};

// Concepts that have terms in both languages, by a term of the source that stands in no longer one
// and is not forbidden; the abbreviations of a concept apart from its other terms. Renderings are
// the concept's terms that stand in the target, with any ending: of terms inside each other the
// longest, allowed ones before others, abbreviations of an abbreviation and no others of others,
// where there are such. Where there is none at all, and no concept of the same words has one either
// (a homograph), the rendering is another. A term that is not translated is its own rendering where
// it stands in the target as it is.
// The source is the text of the role `from`; terms have the status they have for the audience.
std::unique_ptr<RenderingObserver> NewConceptObserver(std::vector<ComparedGlossary> glossaries,
                                                      const ComparedLanguages& languages,
                                                      TextRole from, Audience audience);

// Names of the source that say enough, by more than three consonants: single words that begin like
// a name, and runs of shorter ones. A word that stands with a small letter too, more than once for
// ten times as a name, is none that is wanted (Export, Format). What has the name's key in the
// target is its spelling, if it is the only one; spellings that differ in their endings only, as
// far as stems tell, are one.
std::unique_ptr<RenderingObserver> NewNameObserver();

// The source text as a whole, at L3; its renderings likewise.
std::unique_ptr<RenderingObserver> NewSourceObserver();

}  // namespace dragoman
