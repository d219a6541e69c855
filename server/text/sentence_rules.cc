#include "server/text/sentence_rules.h"

#include <absl/container/flat_hash_map.h>
#include <absl/strings/str_join.h>
#include <absl/strings/str_replace.h>
#include <absl/strings/str_split.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "server/text/embedded.h"

namespace dragoman {
namespace {

using Lists = absl::flat_hash_map<std::string, std::string>;

// Returns the pattern with each %NAME% replaced by its list.
StatusOr<std::string> Expanded(std::string_view pattern, const Lists& lists) {
  std::string out;
  while (true) {
    const size_t open = pattern.find('%');
    out += pattern.substr(0, open);
    if (open == std::string_view::npos) return out;
    const size_t close = pattern.find('%', open + 1);
    if (close == std::string_view::npos || close == open + 1) {
      return Error(StatusCode::kInvalidArgument, "a lone '%'; write %NAME% or \\x25");
    }
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    const auto list = lists.find(ToAbsl(name));
    if (list == lists.end()) {
      return Error(StatusCode::kInvalidArgument, "no list '{}' above; add a line 'let'", name);
    }
    out += list->second;
    pattern.remove_prefix(close + 1);
  }
}

StatusOr<std::shared_ptr<const icu::RegexPattern>> Compiled(const std::string& pattern) {
  UErrorCode error = U_ZERO_ERROR;
  UParseError place;
  std::shared_ptr<const icu::RegexPattern> compiled(
      icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(pattern), 0, place, error));
  if (U_SUCCESS(error)) return compiled;
  return Error(StatusCode::kInvalidArgument, "'{}' is no regular expression ({} at {})",
               Shortened(pattern), u_errorName(error), place.offset);
}

// Reads one line into a rule or a list.
Status ReadLine(const std::vector<std::string>& fields, Lists& lists, SentenceRules& rules) {
  if (fields.size() == 3 && fields[0] == "let") {
    ASSIGN_OR_RETURN(const std::string words, Expanded(fields[2], lists));
    lists[fields[1]] = "(?:" + absl::StrReplaceAll(words, {{" ", "|"}}) + ")";
    return absl::OkStatus();
  }
  if (fields.size() != 4 || (fields[0] != "yes" && fields[0] != "no")) {
    return Error(StatusCode::kInvalidArgument,
                 "expected 'let', name, words or 'yes'/'no', before, after, example");
  }
  ASSIGN_OR_RETURN(const std::string before, Expanded(fields[1], lists));
  ASSIGN_OR_RETURN(const std::string after, Expanded(fields[2], lists));
  ASSIGN_OR_RETURN(SentenceRule rule, CompileSentenceRule({fields[0] == "yes", before, after, 0}));
  rule.example = fields[3];
  rules.push_back(std::move(rule));
  return absl::OkStatus();
}

std::string_view FileOf(RuleSet language) {
  switch (language) {
    case RuleSet::kGeneric:
      return "";
    case RuleSet::kEnglish:
      return kEmbedded_sentences_en_tsv;
    case RuleSet::kRussian:
      return kEmbedded_sentences_ru_tsv;
    case RuleSet::kUrdu:
      return kEmbedded_sentences_ur_tsv;
  }
  return "";
}

SentenceRules ParseOwn(std::string_view name, std::string_view tsv) {
  StatusOr<SentenceRules> rules = ParseSentenceRules(name, tsv);
  if (rules.ok()) return *std::move(rules);
  fmt::print(stderr, "{}\n", MessageOf(rules.status()));
  std::abort();
}

SentenceRules ReadRules(RuleSet language) {
  SentenceRules rules = ParseOwn("the sentence rules of a language", FileOf(language));
  for (SentenceRule& rule : ParseOwn("sentences_any.tsv", kEmbedded_sentences_any_tsv)) {
    rules.push_back(std::move(rule));
  }
  return rules;
}

// Steps of a match, in ten thousands or about milliseconds; rules of users may go astray.
constexpr int32_t kMaxMatchSteps = 20;

std::unique_ptr<icu::RegexMatcher> MatcherOf(const icu::RegexPattern& pattern, UErrorCode& error) {
  std::unique_ptr<icu::RegexMatcher> matcher(pattern.matcher(error));
  if (U_SUCCESS(error)) matcher->setTimeLimit(kMaxMatchSteps, error);
  return matcher;
}

}  // namespace

StatusOr<SentenceRule> CompileSentenceRule(SegmentationRule source) {
  SentenceRule rule;
  rule.breaks = source.breaks;
  // Alone first, so that an error shows the pattern as its author wrote it.
  RETURN_IF_ERROR(Compiled(source.before).status());
  ASSIGN_OR_RETURN(rule.before, Compiled("(?:" + source.before + ")\\z"));
  ASSIGN_OR_RETURN(rule.after, Compiled(source.after));
  rule.source = std::move(source);
  return rule;
}

StatusOr<SentenceRules> ParseSentenceRules(std::string_view name, std::string_view tsv) {
  Lists lists;
  SentenceRules rules;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(ToAbsl(tsv), '\n')) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const Status status = ReadLine(absl::StrSplit(line, '\t'), lists, rules);
    if (!status.ok()) {
      return Error(status.code(), "{}, line {}: {}", name, number, MessageOf(status));
    }
  }
  return rules;
}

const SentenceRules& SentenceRulesOf(RuleSet language) {
  static const auto* const rules =
      new std::vector<SentenceRules>{ReadRules(RuleSet::kGeneric), ReadRules(RuleSet::kEnglish),
                                     ReadRules(RuleSet::kRussian), ReadRules(RuleSet::kUrdu)};
  return (*rules)[static_cast<size_t>(language)];
}

bool SentenceJudge::Breaks(const icu::UnicodeString& before, const icu::UnicodeString& after,
                           bool otherwise) {
  for (size_t rule = 0; rule < rules_.size(); ++rule) {
    if (Fits(rule, before, after)) return rules_[rule].breaks;
  }
  return otherwise;
}

bool SentenceJudge::MayBreak(const icu::UnicodeString& before, const icu::UnicodeString& after) {
  for (size_t rule = 0; rule < rules_.size(); ++rule) {
    if (rules_[rule].breaks && Fits(rule, before, after)) return true;
  }
  return false;
}

// What stands after is asked first: it is tried at one position, the other at every one.
bool SentenceJudge::Fits(size_t rule, const icu::UnicodeString& before,
                         const icu::UnicodeString& after) {
  UErrorCode error = U_ZERO_ERROR;
  Matchers& matchers = matchers_[rule];
  if (!matchers.after) matchers.after = MatcherOf(*rules_[rule].after, error);
  matchers.after->reset(after);
  bool fits = matchers.after->lookingAt(error);
  if (fits) {
    if (!matchers.before) matchers.before = MatcherOf(*rules_[rule].before, error);
    matchers.before->reset(before);
    fits = matchers.before->find(error);
  }
  if (U_FAILURE(error)) slow_line_ = std::max(1, rules_[rule].source.line);
  return fits && U_SUCCESS(error);
}

}  // namespace dragoman
