// See labels.h.
#include "client/cli/labels.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>

namespace dragoman {

std::string_view LabelOf(v1::MatchKind kind) {
  switch (kind) {
    case v1::IN_CONTEXT_EXACT:
      return "in-context exact";
    case v1::EXACT:
      return "exact";
    case v1::FRAGMENT:
      return "fragment";
    case v1::BRIDGED:
      return "bridged";
    default:
      return "fuzzy";
  }
}

std::string_view LabelOf(v1::DiffPart::Kind kind) {
  switch (kind) {
    case v1::DiffPart::EQUAL:
      return "equal";
    case v1::DiffPart::FORM:
      return "form";
    case v1::DiffPart::NUMBER:
      return "number";
    case v1::DiffPart::ENDING:
      return "ending";
    case v1::DiffPart::INSERT:
      return "insert";
    case v1::DiffPart::DELETE:
      return "delete";
    case v1::DiffPart::MARK:
      return "mark";
    default:
      return "replace";
  }
}

std::string_view LabelOf(v1::TermStatus status) {
  switch (status) {
    case v1::PREFERRED:
      return "preferred";
    case v1::DEPRECATED:
      return "deprecated";
    case v1::OBSOLETE:
      return "obsolete";
    case v1::FORBIDDEN:
      return "forbidden";
    default:
      return "admitted";
  }
}

std::string_view LabelOf(v1::TermType type) {
  switch (type) {
    case v1::ABBREVIATION:
      return "abbreviation";
    case v1::VARIANT:
      return "variant";
    default:
      return "full form";
  }
}

std::string_view LabelOf(v1::NameSpelling::Kind kind) {
  switch (kind) {
    case v1::NameSpelling::AS_GIVEN:
      return "as given";
    case v1::NameSpelling::TERM:
      return "term";
    case v1::NameSpelling::NEAR_KEY:
      return "near key";
    default:
      return "equal key";
  }
}

std::string_view LabelOf(v1::ConsistencyKind kind) {
  switch (kind) {
    case v1::CONCEPT_RENDERINGS:
      return "concept";
    case v1::NAME_SPELLINGS:
      return "name";
    case v1::SOURCE_RENDERINGS:
      return "source";
    default:
      return "bridge";
  }
}

std::string_view LabelOf(v1::Origin origin) {
  switch (origin) {
    case v1::HUMAN:
      return "human";
    case v1::MACHINE:
      return "machine";
    case v1::ALIGNED:
      return "aligned";
    default:
      return "";
  }
}

std::string_view LabelOf(v1::ReviewState state) {
  switch (state) {
    case v1::DRAFT:
      return "draft";
    case v1::TRANSLATED:
      return "translated";
    case v1::REVIEWED:
      return "reviewed";
    default:
      return "";
  }
}

std::string_view LabelOf(v1::ProposedChange::Kind kind) {
  return kind == v1::ProposedChange::TERM ? "term" : "number";
}

std::string_view LabelOf(v1::ProposedChange::Warning warning) {
  switch (warning) {
    case v1::ProposedChange::CHECK_AGREEMENT:
      return "agreement";
    case v1::ProposedChange::CHECK_CASE:
      return "case";
    default:
      return "order";
  }
}

std::string_view LabelOf(v1::UnitResult::Outcome outcome) {
  switch (outcome) {
    case v1::UnitResult::STORED:
      return "stored";
    case v1::UnitResult::MERGED:
      return "merged";
    default:
      return "unchanged";
  }
}

std::string_view LabelOf(v1::ImportBatch::State state) {
  switch (state) {
    case v1::ImportBatch::RUNNING:
      return "running";
    case v1::ImportBatch::INTERRUPTED:
      return "interrupted";
    case v1::ImportBatch::DONE:
      return "done";
    case v1::ImportBatch::UNDO_INTERRUPTED:
      return "undo interrupted";
    case v1::ImportBatch::UNDONE:
      return "undone";
    default:
      return "";
  }
}

std::string_view LabelOf(v1::ConceptResult::Outcome outcome) {
  switch (outcome) {
    case v1::ConceptResult::STORED:
      return "stored";
    case v1::ConceptResult::REPLACED:
      return "replaced";
    default:
      return "unchanged";
  }
}

std::string_view LabelOf(v1::Role role) {
  switch (role) {
    case v1::READER:
      return "reader";
    case v1::TRANSLATOR:
      return "translator";
    case v1::TERMINOLOGIST:
      return "terminologist";
    case v1::ADMIN:
      return "admin";
    default:
      return "none";
  }
}

std::vector<Points> PointsOf(const v1::Penalties& penalties) {
  return {{"words", penalties.words()},     {"endings", penalties.endings()},
          {"numbers", penalties.numbers()}, {"marks", penalties.marks()},
          {"form", penalties.form()},       {"codes", penalties.codes()},
          {"cap", penalties.cap()}};
}

std::vector<std::string_view> LabelsOf(const v1::MatchFlags& flags) {
  std::vector<std::string_view> labels;
  if (flags.negation()) labels.emplace_back("negation");
  if (flags.number()) labels.emplace_back("number");
  if (flags.name()) labels.emplace_back("name");
  if (flags.date()) labels.emplace_back("date");
  return labels;
}

std::string TimeLabel(const google::protobuf::Timestamp& time) {
  if (time.seconds() == 0 && time.nanos() == 0) return {};
  const std::time_t seconds = time.seconds();
  std::tm parts{};
  if (gmtime_r(&seconds, &parts) == nullptr) return {};
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", parts);
}

std::optional<v1::Origin> OriginOf(std::string_view word) {
  for (v1::Origin origin : {v1::HUMAN, v1::MACHINE, v1::ALIGNED}) {
    if (LabelOf(origin) == word) return origin;
  }
  return std::nullopt;
}

std::optional<v1::ReviewState> ReviewStateOf(std::string_view word) {
  for (v1::ReviewState state : {v1::DRAFT, v1::TRANSLATED, v1::REVIEWED}) {
    if (LabelOf(state) == word) return state;
  }
  return std::nullopt;
}

std::optional<v1::ConsistencyKind> ConsistencyKindOf(std::string_view word) {
  for (v1::ConsistencyKind kind : {v1::CONCEPT_RENDERINGS, v1::NAME_SPELLINGS,
                                   v1::SOURCE_RENDERINGS, v1::BRIDGED_RENDERINGS}) {
    if (LabelOf(kind) == word) return kind;
  }
  return std::nullopt;
}

std::optional<v1::Role> RoleOf(std::string_view word) {
  for (v1::Role role : {v1::READER, v1::TRANSLATOR, v1::TERMINOLOGIST, v1::ADMIN}) {
    if (LabelOf(role) == word) return role;
  }
  return std::nullopt;
}

std::optional<v1::WritePolicy> WritePolicyOf(std::string_view word) {
  if (word == "add") return v1::ADD;
  if (word == "replace") return v1::REPLACE_SAME;
  if (word == "keep-newest") return v1::KEEP_NEWEST;
  if (word == "keep") return v1::KEEP_STORED;
  return std::nullopt;
}

std::string TimeSpanLabel(std::string_view from, std::string_view until) {
  if (from.empty()) return until.empty() ? "" : fmt::format("until {}", until);
  return until.empty() ? fmt::format("from {}", from) : fmt::format("{} to {}", from, until);
}

bool IsUsable(v1::TermStatus status) {
  return status != v1::DEPRECATED && status != v1::OBSOLETE && status != v1::FORBIDDEN;
}

}  // namespace dragoman
