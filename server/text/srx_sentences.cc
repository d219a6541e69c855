// Sentences as SRX has it: a sentence ends where the first rule that fits says so, and nowhere
// else. Candidates are the places behind which a rule that breaks fits.
#include <absl/time/clock.h>
#include <fmt/format.h>
#include <unicode/regex.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <optional>
#include <set>

#include "server/text/code_points.h"
#include "server/text/cut_lines.h"
#include "server/text/sentence_rules.h"
#include "server/text/sentences.h"

namespace dragoman {
namespace {

constexpr int32_t kMaxLineSteps = 2000;                  // Of a search in a line, in ten thousands.
constexpr absl::Duration kPatience = absl::Seconds(20);  // For a whole text.

// A line in the form of regular expressions, with the way back.
struct Line {
  icu::UnicodeString text;
  std::vector<size_t> offsets;  // In UTF-8, by unit of the text and behind the last.

  explicit Line(std::string_view utf8) {
    for (size_t at = 0; at < utf8.size();) {
      const size_t begin = at;
      text.append(static_cast<UChar32>(NextCodePoint(utf8, &at)));
      offsets.resize(static_cast<size_t>(text.length()), begin);
    }
    offsets.push_back(utf8.size());
  }
};

std::string SlowRule(int line) {
  return fmt::format("the rule of line {} takes too long on this text; make it simpler", line);
}

// What may stand behind a break, found at each place where it stands.
struct Opening {
  std::shared_ptr<const icu::RegexPattern> pattern;
  int line = 0;
};

StatusOr<Opening> OpeningOf(const SegmentationRule& rule) {
  ASSIGN_OR_RETURN(const SentenceRule lookahead,
                   CompileSentenceRule({true, "", "(?=" + rule.after + ")", rule.line}));
  return Opening{lookahead.after, rule.line};
}

// The rules of a set, and what may stand behind its breaks, each once.
struct UserRules {
  SentenceRules rules;
  std::vector<Opening> openings;

  // Errors: InvalidArgument when a pattern is none.
  Status Add(const SegmentationRule& source) {
    ASSIGN_OR_RETURN(SentenceRule rule, CompileSentenceRule(source));
    const auto opens_alike = [&](const SentenceRule& other) {
      return other.breaks && other.source.after == source.after;
    };
    if (rule.breaks && std::none_of(rules.begin(), rules.end(), opens_alike)) {
      ASSIGN_OR_RETURN(openings.emplace_back(), OpeningOf(source));
    }
    rules.push_back(std::move(rule));
    return absl::OkStatus();
  }

  void Append(const UserRules& other) {
    rules.insert(rules.end(), other.rules.begin(), other.rules.end());
    openings.insert(openings.end(), other.openings.begin(), other.openings.end());
  }
};

// Breaks lines by rules of users.
class SrxBreaker {
 public:
  // Lifetime: `user` outlives the breaker.
  explicit SrxBreaker(const UserRules& user) : judge_(user.rules), openings_(user.openings) {}

  std::vector<size_t> EndsIn(std::string_view utf8) {
    const Line line(utf8);
    std::vector<size_t> ends;
    for (const int32_t place : CandidatesIn(line)) {
      if (!fault_.empty()) break;
      if (IsBreakAt(line, place)) ends.push_back(line.offsets[static_cast<size_t>(place)]);
    }
    return ends;
  }

  // What ended the work early; "" when nothing did.
  const std::string& fault() const { return fault_; }

 private:
  // Returns the places inside the line where what may stand behind a break stands.
  std::set<int32_t> CandidatesIn(const Line& line) {
    std::set<int32_t> places;
    for (const Opening& opening : openings_) {
      UErrorCode error = U_ZERO_ERROR;
      const std::unique_ptr<icu::RegexMatcher> matcher(opening.pattern->matcher(line.text, error));
      if (U_SUCCESS(error)) matcher->setTimeLimit(kMaxLineSteps, error);
      while (U_SUCCESS(error) && fault_.empty() && matcher->find(error)) {
        const int32_t at = matcher->start(error);
        if (at > 0 && at < line.text.length()) places.insert(at);
        CheckTime();
      }
      if (U_FAILURE(error)) fault_ = SlowRule(opening.line);
    }
    return places;
  }

  bool IsBreakAt(const Line& line, int32_t place) {
    const icu::UnicodeString before =
        line.text.tempSubStringBetween(std::max(0, place - kJudgedCharacters), place);
    const icu::UnicodeString after = line.text.tempSubString(place, kJudgedCharacters);
    const bool breaks = judge_.MayBreak(before, after) && judge_.Breaks(before, after, false);
    if (judge_.slow_line() != 0) fault_ = SlowRule(judge_.slow_line());
    CheckTime();
    return breaks;
  }

  void CheckTime() {
    if (absl::Now() < deadline_) return;
    fault_ = fmt::format("the rules take more than {} s on this text; make them simpler",
                         absl::ToInt64Seconds(kPatience));
  }

  SentenceJudge judge_;
  const std::vector<Opening>& openings_;
  const absl::Time deadline_ = absl::Now() + kPatience;
  std::string fault_;
};

// Any quote or bracket that may close: which of them do is a matter of language.
constexpr char kClose[] = R"(["\'”’“‘„»«›‹)\]}])";

// The program asks its rules only behind the quotes that follow a mark; SRX asks everywhere.
SegmentationRule NoBreakAheadOfQuotes() {
  return {false, std::string("[.!?…؟۔]") + kClose + "*", kClose, 0};
}

// The rules that stand in for ICU's breaks behind the marks that end sentences. A mark belongs to
// the marks behind it, and ahead of a small letter a full stop ends none.
void AddFallbacks(std::vector<SegmentationRule>& rules) {
  const std::string close = std::string(kClose) + "*";
  const std::string goes_on = R"((?!\s*[,:;.!?…؟۔،؛–—-]))";
  rules.push_back({true, "[!?؟۔。！？]" + close, goes_on + R"(\s*\S)", 0});
  rules.push_back({true, R"(\.)" + close, goes_on + R"((?!\s*[^\p{L}\p{M}.!?؟۔]*\p{Ll})\s+\S)", 0});
}

struct ExportedLanguage {
  std::string_view tag;
  std::string_view name;
  std::string_view pattern;
  RuleSet rules;
};

constexpr ExportedLanguage kExported[] = {
    {"en", "English", "[Ee][Nn].*", RuleSet::kEnglish},
    {"ru", "Russian", "[Rr][Uu].*", RuleSet::kRussian},
    {"ur", "Urdu", "[Uu][Rr].*", RuleSet::kUrdu},
    {"any", "Any", ".*", RuleSet::kGeneric},
};

Status AtLine(std::string_view name, int line, const Status& status) {
  return Error(status.code(), "{}, line {}: {}", name, line, MessageOf(status));
}

}  // namespace

struct UserSentenceRules::Compiled {
  struct Map {
    std::shared_ptr<const icu::RegexPattern> pattern;
    size_t set = 0;
  };
  std::string name;
  bool cascade = false;
  std::vector<UserRules> sets;
  std::vector<Map> maps;

  // Returns the rules that the language is mapped to, or nothing when it is not.
  std::optional<UserRules> RulesOf(const Language& language) const {
    std::optional<UserRules> rules;
    for (const Map& map : maps) {
      UErrorCode error = U_ZERO_ERROR;
      const icu::UnicodeString tag = icu::UnicodeString::fromUTF8(language.tag());
      const std::unique_ptr<icu::RegexMatcher> matcher(map.pattern->matcher(tag, error));
      if (U_FAILURE(error) || !matcher->matches(error)) continue;
      if (!rules) rules.emplace();
      rules->Append(sets[map.set]);
      if (!cascade) break;
    }
    return rules;
  }
};

UserSentenceRules::UserSentenceRules(std::unique_ptr<Compiled> compiled)
    : compiled_(std::move(compiled)) {}
UserSentenceRules::~UserSentenceRules() = default;
UserSentenceRules::UserSentenceRules(UserSentenceRules&&) noexcept = default;
UserSentenceRules& UserSentenceRules::operator=(UserSentenceRules&&) noexcept = default;

StatusOr<UserSentenceRules> UserSentenceRules::Compile(std::string_view name,
                                                       const SegmentationRules& rules) {
  auto compiled = std::make_unique<Compiled>();
  compiled->name = name;
  compiled->cascade = rules.cascade;
  for (const SegmentationRuleSet& set : rules.sets) {
    UserRules& in_use = compiled->sets.emplace_back();
    for (const SegmentationRule& source : set.rules) {
      const Status added = in_use.Add(source);
      if (!added.ok()) return AtLine(name, source.line, added);
    }
  }
  for (const SegmentationMap& map : rules.maps) {
    StatusOr<SentenceRule> pattern = CompileSentenceRule({false, "", map.pattern, map.line});
    if (!pattern.ok()) return AtLine(name, map.line, pattern.status());
    const auto is_meant = [&](const auto& set) { return set.name == map.rule_set; };
    const auto set = std::find_if(rules.sets.begin(), rules.sets.end(), is_meant);
    if (set == rules.sets.end()) continue;
    compiled->maps.push_back(
        {std::move(pattern->after), static_cast<size_t>(set - rules.sets.begin())});
  }
  return UserSentenceRules(std::move(compiled));
}

StatusOr<std::vector<ByteRange>> UserSentenceRules::Sentences(std::string_view text,
                                                              const Language& language) const {
  const std::optional<UserRules> rules = compiled_->RulesOf(language);
  if (!rules) return dragoman::Sentences(text, language);
  SrxBreaker breaker(*rules);
  std::vector<ByteRange> segments =
      CutLines(text, [&](std::string_view line) { return breaker.EndsIn(line); });
  if (breaker.fault().empty()) return segments;
  return Error(StatusCode::kInvalidArgument, "{}: {}", compiled_->name, breaker.fault());
}

StatusOr<std::vector<ByteRange>> Sentences(std::string_view text, const Language& language,
                                           const UserSentenceRules* rules) {
  if (rules != nullptr) return rules->Sentences(text, language);
  return Sentences(text, language);
}

SegmentationRules SentenceRulesForExport(const std::vector<std::string>& languages) {
  SegmentationRules rules;
  for (const ExportedLanguage& language : kExported) {
    if (std::count(languages.begin(), languages.end(), language.tag) == 0) continue;
    SegmentationRuleSet set{std::string(language.name), {NoBreakAheadOfQuotes()}};
    for (const SentenceRule& rule : SentenceRulesOf(language.rules)) {
      set.rules.push_back(rule.source);
    }
    AddFallbacks(set.rules);
    rules.maps.push_back({std::string(language.pattern), set.name, 0});
    rules.sets.push_back(std::move(set));
  }
  return rules;
}

}  // namespace dragoman
