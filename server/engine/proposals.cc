#include "server/engine/proposals.h"

#include "server/engine/limits.h"
#include "server/engine/number_changes.h"
#include "server/engine/renderings.h"
#include "server/engine/term_changes.h"

namespace dragoman {
namespace {

using Terms = std::vector<RecognisedTerm>;

// Makes the proposals of one lookup; what it needs of the query is made once.
class Proposer {
 public:
  Proposer(const Catalog& registry, const LookupOptions& options, const LookupQuery& query,
           const Analysis& analysis)
      : registry_(registry), options_(options), query_(query.segment), analysis_(analysis) {}

  Status Add(Match& match) {
    const Segment& stored = match.unit.At(match.source)->segment;
    const std::vector<DiffPart> diff = DiffOf(match, stored);
    const PairedQuantities numbers =
        PairQuantities(query_.text, stored.text, options_.source, diff);
    ASSIGN_OR_RETURN(const std::optional<TermPair> terms, FindTerms(stored, diff));
    if (!numbers.differ() && !terms) return absl::OkStatus();
    for (const Language& language : match.targets) {
      const Segment& target = match.target_unit().At(language)->segment;
      ChangePlan plan;
      if (terms) {
        ASSIGN_OR_RETURN(const Terms in_target, TermsIn(target.text, language, false));
        const auto renderings =
            RenderingsOf(terms->query, RecogniseIn(options_.source, {language}));
        PlanTerm(*terms, query_.text, stored.text, in_target, renderings, language, plan);
      }
      PlanNumbers(numbers, query_.text, stored.text, target.text, language, plan);
      auto proposal = MakeProposal(target, language, std::move(plan));
      if (proposal) match.proposals.push_back(*std::move(proposal));
    }
    return absl::OkStatus();
  }

 private:
  std::vector<DiffPart> DiffOf(const Match& match, const Segment& stored) const {
    if (!match.diff.empty()) return match.diff;
    return Diff(query_.text, analysis_, stored.text, Analyse(stored, match.source));
  }

  StatusOr<std::optional<TermPair>> FindTerms(const Segment& stored,
                                              const std::vector<DiffPart>& diff) {
    if (!query_terms_) {
      ASSIGN_OR_RETURN(query_terms_, TermsIn(query_.text, options_.source, true));
    }
    if (query_terms_->empty()) return std::optional<TermPair>();
    ASSIGN_OR_RETURN(const Terms terms, TermsIn(stored.text, options_.source, true));
    return DifferentTerm(*query_terms_, terms, diff);
  }

  RecogniseOptions RecogniseIn(const Language& source, std::vector<Language> targets) const {
    return {.glossaries = options_.glossaries,
            .source = source,
            .targets = std::move(targets),
            .as_of = DayAsked(options_.as_of),
            .outlet = options_.outlet};
  }

  StatusOr<Terms> TermsIn(std::string_view text, const Language& language,
                          bool longest_only) const {
    RecogniseOptions recognise = RecogniseIn(language, {});
    recognise.longest_only = longest_only;
    ASSIGN_OR_RETURN(RecogniseResult result, Recognise(registry_, recognise, text));
    return std::move(result.terms);
  }

  const Catalog& registry_;
  const LookupOptions& options_;
  const Segment& query_;
  const Analysis& analysis_;
  std::optional<Terms> query_terms_;
};

}  // namespace

Status AddProposals(const Catalog& registry, const LookupOptions& options, const LookupQuery& query,
                    const Analysis& analysis, std::vector<Match>& matches) {
  Proposer proposer(registry, options, query, analysis);
  for (Match& match : matches) {
    if (match.score.score < 100) RETURN_IF_ERROR(proposer.Add(match));
  }
  return absl::OkStatus();
}

}  // namespace dragoman
