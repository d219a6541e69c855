#include "server/exchange/term_attributes.h"

#include <algorithm>
#include <array>
#include <vector>

#include "server/exchange/concept_columns.h"
#include "server/exchange/list_cell.h"
#include "server/exchange/name_table.h"

namespace dragoman {
namespace {

struct TextName {
  std::string_view name;
  std::string Term::*text;
};
constexpr std::array kTermTexts{
    TextName{"gender", &Term::gender},      TextName{"animacy", &Term::animacy},
    TextName{"pos", &Term::part_of_speech}, TextName{"note", &Term::note},
    TextName{"source", &Term::source},      TextName{"confidence", &Term::confidence},
    TextName{"full", &Term::full_form}};

// Returns the outlets of "app:preferred,tass:forbidden".
StatusOr<std::vector<OutletStatus>> ParseOutlets(std::string_view raw) {
  ASSIGN_OR_RETURN(const auto parts, SplitEscaped(raw, ','));
  std::vector<OutletStatus> outlets;
  for (const std::string& part : parts) {
    const size_t colon = part.rfind(':');
    if (colon == std::string::npos) {
      return Error(StatusCode::kInvalidArgument,
                   "'{}' has no status; write outlets=OUTLET:STATUS, e.g. outlets=tass:forbidden",
                   Shortened(part));
    }
    ASSIGN_OR_RETURN(const auto status,
                     ValueOfName<TermStatus>(kTermStatusNames, part.substr(colon + 1)));
    outlets.push_back({part.substr(0, colon), status});
  }
  return outlets;
}

std::string FormatOutlets(const std::vector<OutletStatus>& outlets) {
  std::vector<std::string> parts;
  for (const OutletStatus& one : outlets) {
    parts.push_back(fmt::format("{}:{}", one.outlet, NameOfValue(kTermStatusNames, one.status)));
  }
  return JoinEscaped(parts, ',');
}

Status NoSuchAttribute(std::string_view name) {
  return Error(StatusCode::kInvalidArgument,
               "no attribute '{}' of terms; use gender, animacy, pos, note, source, confidence, "
               "forms, status, type, case, stem, translate, from, until, outlets or full, or "
               "write \\| for a plain '|'",
               Shortened(name));
}

}  // namespace

StatusOr<bool> IsNo(std::string_view raw) {
  if (raw == "no" || raw == "yes") return raw == "no";
  return Error(StatusCode::kInvalidArgument, "'{}' is neither yes nor no", Shortened(raw));
}

Status SetAttribute(std::string_view name, std::string_view raw, Term& term) {
  const auto text = std::find_if(kTermTexts.begin(), kTermTexts.end(),
                                 [name](const TextName& one) { return one.name == name; });
  if (text != kTermTexts.end()) {
    ASSIGN_OR_RETURN(term.*text->text, UnescapeText(raw));
  } else if (name == "forms") {
    ASSIGN_OR_RETURN(term.forms, SplitEscaped(raw, ','));
  } else if (name == "status") {
    ASSIGN_OR_RETURN(term.status, ValueOfName<TermStatus>(kTermStatusNames, raw));
  } else if (name == "type") {
    ASSIGN_OR_RETURN(term.type, ValueOfName<TermType>(kTermTypeNames, raw));
  } else if (name == "case") {
    ASSIGN_OR_RETURN(term.case_rule, ValueOfName<CaseRule>(kCaseRuleNames, raw));
  } else if (name == "stem") {
    ASSIGN_OR_RETURN(term.no_stem, IsNo(raw));
  } else if (name == "translate") {
    ASSIGN_OR_RETURN(term.do_not_translate, IsNo(raw));
  } else if (name == "from") {
    ASSIGN_OR_RETURN(term.valid.from, PartialDate::Parse(raw));
  } else if (name == "until") {
    ASSIGN_OR_RETURN(term.valid.until, PartialDate::Parse(raw));
  } else if (name == "outlets") {
    ASSIGN_OR_RETURN(term.outlets, ParseOutlets(raw));
  } else {
    return NoSuchAttribute(name);
  }
  return absl::OkStatus();
}

std::map<std::string, std::string> AttributesOf(const Term& term) {
  std::map<std::string, std::string> attributes;
  for (const TextName& one : kTermTexts) {
    const std::string& text = term.*one.text;
    if (!text.empty()) attributes[std::string(one.name)] = EscapeText(text);
  }
  if (!term.forms.empty()) attributes["forms"] = JoinEscaped(term.forms, ',');
  if (term.case_rule != CaseRule::kAuto) {
    attributes["case"] = NameOfValue(kCaseRuleNames, term.case_rule);
  }
  if (term.no_stem) attributes["stem"] = "no";
  if (term.do_not_translate) attributes["translate"] = "no";
  if (!term.valid.from.empty()) attributes["from"] = term.valid.from.ToString();
  if (!term.valid.until.empty()) attributes["until"] = term.valid.until.ToString();
  if (!term.outlets.empty()) attributes["outlets"] = FormatOutlets(term.outlets);
  return attributes;
}

}  // namespace dragoman
