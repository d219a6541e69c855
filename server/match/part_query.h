// A query as one index part sees it: its words in the part's numbers, and the filters and the score
// of stored entries against it.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "server/match/index_part.h"
#include "server/match/scoring.h"
#include "server/match/stem_distance.h"
#include "server/match/text_keys.h"

namespace dragoman {

// Thread-compatible; one at a time in a thread: it borrows the thread's work space.
class PartQuery {
 public:
  // Lifetime: part and query outlive this.
  PartQuery(const IndexPart& part, const TextKeys& query);
  ~PartQuery();
  PartQuery(const PartQuery&) = delete;
  PartQuery& operator=(const PartQuery&) = delete;

  // Returns the stem of each query word in the part, or kUnknownId.
  const std::vector<uint32_t>& stems() const { return stems_; }

  // Returns the entries whose exact key is the query's, and whether their codes are too.
  std::vector<std::pair<uint32_t, KeyRelation>> SameExactKey() const;
  // Returns whether the codes of an entry are the query's too; nullopt: its exact key is another.
  std::optional<KeyRelation> RelationOf(uint32_t entry) const;

  // Returns the score of an entry of so many words, or nullopt when it is below `min_score`; that
  // its stems are too far away (bounds 2 and 3) is found out first.
  //
  // Requires: the query has words, and so has the entry.
  std::optional<Score> ScoreAtLeast(int min_score, uint32_t entry, size_t words, KeyRelation keys);

 private:
  struct Workspace;  // Kept by the thread from query to query.
  // A query word among those of its slot.
  struct SlotWord {
    uint64_t fold = 0;
    uint64_t form = 0;
    uint32_t fold_id = 0;  // The first query word of this fold, from 1.
    uint32_t form_id = 0;
  };

  static Workspace& TheWorkspace();
  void NumberSlots();
  void NumberText();
  uint32_t SlotOf(uint32_t form) const;
  bool MayReach(size_t least_overlap, size_t words);
  // Gives the entry whose forms and slots are in the work space its numbers for the score.
  void NumberStored(const uint8_t* rest, size_t words);
  WordIds StoredWord(uint32_t form, uint32_t slot) const;
  bool SameTexts(const EntryRow& row) const;
  bool SameCodes(const EntryRow& row) const;

  const IndexPart& part_;
  const TextKeys& query_;
  std::vector<uint32_t> stems_;
  std::vector<uint32_t> slots_;               // Of each query word; 0: its stem is unknown here.
  std::vector<std::vector<SlotWord>> words_;  // By slot.
  NumberRange number_forms_;
  uint32_t number_slot_ = 0;
  std::optional<TextIds> text_;  // The query's; made when first needed.
  Workspace& space_;
};

}  // namespace dragoman
