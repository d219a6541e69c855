// The words that the command line uses for the enumerators and messages of the wire, both ways.
#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/v1/access.pb.h"
#include "dragoman/v1/check_service.pb.h"
#include "dragoman/v1/common.pb.h"
#include "dragoman/v1/glossary_service.pb.h"
#include "dragoman/v1/memory_service.pb.h"
#include "dragoman/v1/name_service.pb.h"
#include "dragoman/v1/transfer_service.pb.h"

namespace dragoman {

// "in-context exact", "exact", "fuzzy", "bridged" or "fragment".
std::string_view LabelOf(v1::MatchKind kind);
// "equal", "form", "number", "ending", "replace", "insert", "delete" or "mark".
std::string_view LabelOf(v1::DiffPart::Kind kind);
// "preferred", "admitted", "deprecated", "obsolete" or "forbidden".
std::string_view LabelOf(v1::TermStatus status);
// "full form", "abbreviation" or "variant".
std::string_view LabelOf(v1::TermType type);
// "as given", "term", "equal key" or "near key".
std::string_view LabelOf(v1::NameSpelling::Kind kind);
// "concept", "name", "source" or "bridge".
std::string_view LabelOf(v1::ConsistencyKind kind);
// "human", "machine", "aligned" or "".
std::string_view LabelOf(v1::Origin origin);
// "draft", "translated", "reviewed" or "".
std::string_view LabelOf(v1::ReviewState state);
// "number" or "term".
std::string_view LabelOf(v1::ProposedChange::Kind kind);
// "agreement", "case" or "order".
std::string_view LabelOf(v1::ProposedChange::Warning warning);
// "stored", "merged" or "unchanged".
std::string_view LabelOf(v1::UnitResult::Outcome outcome);
// "running", "interrupted", "done", "undo interrupted" or "undone".
std::string_view LabelOf(v1::ImportBatch::State state);
// "stored", "replaced" or "unchanged".
std::string_view LabelOf(v1::ConceptResult::Outcome outcome);

// "reader", "translator", "terminologist", "admin" or "none".
std::string_view LabelOf(v1::Role role);

// A reason and the points it took off.
struct Points {
  std::string_view reason;
  int points;
};

// Returns every reason in the order of the score: words, endings, numbers, marks, form, codes, cap.
std::vector<Points> PointsOf(const v1::Penalties& penalties);

// Returns the names of the flags that are set: "negation", "number", "name", "date".
std::vector<std::string_view> LabelsOf(const v1::MatchFlags& flags);

// Returns e.g. "2024-05-01T12:00:00Z"; "" when it is not set.
std::string TimeLabel(const google::protobuf::Timestamp& time);

// The words for values of options, as lists that help and messages show, e.g. "human, machine".
std::optional<v1::Origin> OriginOf(std::string_view word);
std::optional<v1::ReviewState> ReviewStateOf(std::string_view word);
std::optional<v1::WritePolicy> WritePolicyOf(std::string_view word);
std::optional<v1::ConsistencyKind> ConsistencyKindOf(std::string_view word);
std::optional<v1::Role> RoleOf(std::string_view word);

// Returns "2019 to 2021", "from 2019", "until 2021", or "" for no time.
std::string TimeSpanLabel(std::string_view from, std::string_view until);

// Whether a rendering with this status is one to use: preferred or admitted.
bool IsUsable(v1::TermStatus status);

}  // namespace dragoman
