#include "server/exchange/xliff_states.h"

#include <algorithm>
#include <array>

namespace dragoman {
namespace {

struct NamedState {
  std::string_view attribute;
  std::string_view value;
  ReviewState state;
};

constexpr std::array kStates{
    NamedState{"approved", "yes", ReviewState::kReviewed},
    NamedState{"state", "final", ReviewState::kReviewed},
    NamedState{"state", "signed-off", ReviewState::kReviewed},
    NamedState{"state", "reviewed", ReviewState::kReviewed},
    NamedState{"state", "translated", ReviewState::kTranslated},
    NamedState{"state", "initial", ReviewState::kDraft},
    NamedState{"state", "new", ReviewState::kDraft},
    NamedState{"conf", "Draft", ReviewState::kDraft},
    NamedState{"conf", "Translated", ReviewState::kTranslated},
    NamedState{"conf", "RejectedTranslation", ReviewState::kDraft},
    NamedState{"conf", "ApprovedTranslation", ReviewState::kReviewed},
    NamedState{"conf", "RejectedSignOff", ReviewState::kDraft},
    NamedState{"conf", "ApprovedSignOff", ReviewState::kReviewed},
    NamedState{"mq:status", "PartiallyEdited", ReviewState::kDraft},
    NamedState{"mq:status", "Rejected", ReviewState::kDraft},
    NamedState{"mq:status", "ManuallyConfirmed", ReviewState::kTranslated},
    NamedState{"mq:status", "Reviewer1Confirmed", ReviewState::kReviewed},
    NamedState{"mq:status", "Proofread", ReviewState::kReviewed},
    NamedState{"m:confirmed", "0", ReviewState::kDraft},
    NamedState{"m:confirmed", "1", ReviewState::kTranslated},
};

}  // namespace

ReviewState XliffStateOf(std::string_view attribute, std::string_view value) {
  if (attribute == "state" && value.starts_with("needs-")) return ReviewState::kDraft;
  const auto found = std::find_if(kStates.begin(), kStates.end(), [&](const NamedState& one) {
    return one.attribute == attribute && one.value == value;
  });
  return found == kStates.end() ? ReviewState::kUnspecified : found->state;
}

ReviewState XliffToolStateOf(const XmlAttributes& unit) {
  const ReviewState state = XliffStateOf("mq:status", ValueOf(unit, "mq:status"));
  if (state != ReviewState::kUnspecified) return state;
  return XliffStateOf("m:confirmed", ValueOf(unit, "m:confirmed"));
}

}  // namespace dragoman
