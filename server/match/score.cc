#include "server/match/score.h"

#include <algorithm>

#include "server/match/scoring.h"
#include "server/match/text_ids.h"

namespace dragoman {
namespace {

bool SameCodes(const std::vector<Code>& a, const std::vector<Code>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Code& x, const Code& y) {
    return x.kind == y.kind && x.content == y.content;
  });
}

KeyRelation RelationOf(const Analysis& a, const Analysis& b) {
  if (a.exact_key == b.exact_key) {
    return SameCodes(a.codes, b.codes) ? KeyRelation::kExact : KeyRelation::kOtherCodes;
  }
  return a.fold_key == b.fold_key ? KeyRelation::kSameFold : KeyRelation::kOther;
}

}  // namespace

Score ScoreOf(const Analysis& query, const Analysis& stored) {
  const TextPair pair = NumberPair(query, stored);
  return *ScoreAtLeast(0, pair.query, pair.stored, RelationOf(query, stored));
}

}  // namespace dragoman
