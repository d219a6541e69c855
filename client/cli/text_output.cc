// See text_output.h.
#include "client/cli/text_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "client/cli/labels.h"
#include "client/cli/proposal_text.h"
#include "client/cli/style.h"
#include "client/cli/terms_text.h"

namespace dragoman {
namespace {

Color ScoreColor(const v1::Match& match) {
  if (match.score() == 100) return Color::kGreen;
  return match.score() >= 85 ? Color::kYellow : Color::kNone;
}

std::string AppliedText(const v1::Match& match) {
  std::string text;
  for (const v1::AppliedPenalty& penalty : match.applied_penalties()) {
    text += fmt::format("{}-{} {}", text.empty() ? "" : ", ", penalty.points(), penalty.reason());
  }
  return text;
}

// Returns the pivots of a bridged match, one if they are the same to the byte, and their scores.
std::string BridgeText(const v1::Bridge& bridge) {
  const v1::MatchTarget& from = bridge.source_pivot();
  const v1::MatchTarget& to = bridge.pivot();
  std::string text = LanguageLine(from.language(), Shown(from.segment().text()));
  if (from.segment().text() != to.segment().text()) {
    text += LanguageLine(to.language(), Shown(to.segment().text()));
  }
  return text;
}

std::string JoinedLabels(const std::vector<std::string_view>& labels) {
  return fmt::format("{}", fmt::join(labels, ", "));
}

// Returns ", 12 en, 10 ru" for counts by language.
template <typename Map>
std::string CountsText(const Map& counts) {
  std::string text;
  for (const auto& [language, count] : std::map(counts.begin(), counts.end())) {
    text += fmt::format(", {} {}", count, language);
  }
  return text;
}

std::string WordText(const v1::Word& word) {
  return fmt::format("{} [{} / {}]", Shown(word.form()), Shown(word.fold()), Shown(word.stem()));
}

std::string StepText(const v1::Explanation& explanation, const v1::AlignedStep& step) {
  const auto word = [](const auto& words, int index) {
    return index >= 0 && index < words.size() ? WordText(words[index]) : std::string("-");
  };
  return fmt::format("  {:<8} {:>2}  {}  |  {}\n", LabelOf(step.kind()), step.cost(),
                     word(explanation.query(), step.query_word()),
                     word(explanation.stored(), step.stored_word()));
}

// Returns "  key: value" with the value shown, or "" when there is none.
std::string Detail(std::string_view key, std::string_view value) {
  return value.empty() ? "" : fmt::format("  {}: {}\n", key, Shown(value));
}

// Returns what only a stored term says: its time, its statuses for outlets, where it comes from.
std::vector<std::string> StoredTermRemarks(const v1::Term& term) {
  std::vector<std::string> remarks;
  const std::string time = TimeSpanLabel(term.valid_from(), term.valid_until());
  if (!time.empty()) remarks.push_back(time);
  for (const v1::OutletStatus& one : term.outlets()) {
    remarks.push_back(fmt::format("{} for {}", LabelOf(one.status()), one.outlet()));
  }
  if (!term.confidence().empty()) remarks.push_back(Shown(term.confidence()));
  if (!term.source().empty()) remarks.push_back(fmt::format("source: {}", Shown(term.source())));
  return remarks;
}

std::string StoredTermText(const v1::Term& term) {
  v1::Rendering rendering;
  rendering.set_status(term.status());
  rendering.set_type(term.type());
  rendering.set_gender(term.gender());
  rendering.set_note(term.note());
  rendering.set_animacy(term.animacy());
  rendering.set_full_form(term.full_form());
  rendering.set_do_not_translate(term.do_not_translate());
  rendering.set_out_of_time(term.out_of_time());
  return fmt::format("  {:<3} {}{}{}\n", term.language(), Shown(term.text()),
                     term.status() == v1::PREFERRED ? " *" : "",
                     RenderingRemarks(rendering, StoredTermRemarks(term)));
}

}  // namespace

std::string Counted(uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string Counted(uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string LanguageLine(std::string_view tag, std::string_view shown) {
  return fmt::format("     {:<3} {}\n", tag, shown);
}

std::string PenaltyText(const v1::Penalties& penalties) {
  std::string text;
  for (const Points& part : PointsOf(penalties)) {
    if (part.points == 0) continue;
    text += fmt::format("{}{:+} {}", text.empty() ? "" : ", ", -part.points, part.reason);
  }
  return text;
}

std::string UnitsText(const v1::Match& match) {
  if (!match.has_bridge()) return match.unit();
  return fmt::format("{} + {}", match.unit(), match.bridge().unit());
}

std::string BridgeScoresText(const v1::Bridge& bridge) {
  return fmt::format("over {}: source {}, pivots {}", bridge.pivot().language(),
                     bridge.source_score(), bridge.pivot_score());
}

std::string MatchText(std::string_view query, const v1::Match& match, bool colors) {
  std::string text = Painted(fmt::format("{:>3}  {:<16}", match.score(), LabelOf(match.kind())),
                             ScoreColor(match), colors);
  text += Painted(fmt::format("  {}", UnitsText(match)), Color::kGray, colors);
  text += "\n";
  const v1::MatchTarget& source = match.source();
  text += LanguageLine(source.language(),
                       MarkedDiff(match.diff(), query, source.segment().text(), colors));
  if (match.has_bridge()) text += BridgeText(match.bridge());
  for (const v1::MatchTarget& target : match.targets()) {
    text += LanguageLine(target.language(), Shown(target.segment().text()));
  }
  for (const v1::Proposal& proposal : match.proposals()) text += ProposalText(proposal, colors);
  if (match.has_bridge()) text += fmt::format("     {}\n", BridgeScoresText(match.bridge()));
  const std::string penalties = PenaltyText(match.penalties());
  if (!penalties.empty()) text += fmt::format("     {}\n", penalties);
  if (!match.applied_penalties().empty()) {
    text += fmt::format("     ranked {}: {}\n", match.ranked_score(), AppliedText(match));
  }
  const auto flags = LabelsOf(match.flags());
  if (!flags.empty()) {
    text += Painted(fmt::format("     check: {}", JoinedLabels(flags)), Color::kYellow, colors);
    text += "\n";
  }
  return text;
}

std::string FragmentText(const v1::Fragment& fragment, bool colors) {
  std::string text =
      fmt::format("     {:<16}", fmt::format("{} words shared", fragment.word_count()));
  text += Painted(fmt::format("  {}", fragment.unit()), Color::kGray, colors) + "\n";
  const std::string_view stored = fragment.source().segment().text();
  const size_t begin = std::min<size_t>(fragment.stored().begin(), stored.size());
  const size_t end = std::clamp<size_t>(fragment.stored().end(), begin, stored.size());
  const std::string run = Printable(stored.substr(begin, end - begin));
  const std::string marked = Printable(stored.substr(0, begin)) +
                             (colors ? Painted(run, Color::kBold, true) : "[" + run + "]") +
                             Printable(stored.substr(end));
  text += LanguageLine(fragment.source().language(), IsolatedAs(stored, marked));
  for (const v1::MatchTarget& target : fragment.targets()) {
    text += LanguageLine(target.language(), Shown(target.segment().text()));
  }
  return text;
}

std::string LookupText(std::string_view query, const v1::LookupResponse& response, bool colors) {
  std::string text;
  for (const v1::Match& match : response.matches()) {
    if (!text.empty()) text += "\n";
    text += MatchText(query, match, colors);
  }
  for (const v1::Fragment& fragment : response.fragments()) {
    if (!text.empty()) text += "\n";
    text += FragmentText(fragment, colors);
  }
  return text;
}

std::string ExplanationText(std::string_view query, std::string_view stored,
                            const v1::Explanation& explanation, bool colors) {
  const std::string penalties = PenaltyText(explanation.penalties());
  std::string text =
      fmt::format("score {} (base {}), {}\n", explanation.score(), explanation.base(),
                  penalties.empty() ? "nothing taken off" : penalties);
  text += fmt::format("diff  {}\n", MarkedDiff(explanation.diff(), query, stored, colors));
  const auto flags = LabelsOf(explanation.flags());
  if (!flags.empty()) text += fmt::format("check {}\n", JoinedLabels(flags));
  text += "words: step, cost in tenths, query word [fold / stem] | stored word\n";
  for (const v1::AlignedStep& step : explanation.alignment()) text += StepText(explanation, step);
  text += fmt::format("score version {}, text rules version {}\n", explanation.score_version(),
                      explanation.text_rules_version());
  return text;
}

std::string MemoryText(const v1::Memory& memory) {
  return fmt::format("{}  {}{}{}{}\n", memory.name(), Counted(memory.unit_count(), "unit", "units"),
                     CountsText(memory.language_counts()),
                     memory.display_name().empty() ? "" : "  ", Shown(memory.display_name()));
}

std::string UnitText(const v1::Unit& unit, bool colors) {
  std::string text = Painted(unit.name(), Color::kGray, colors) + "\n";
  for (const v1::Variant& variant : unit.variants()) {
    text += fmt::format("  {:<3} {}\n", variant.language(), Shown(variant.segment().text()));
  }
  text += Detail("origin", LabelOf(unit.origin())) + Detail("state", LabelOf(unit.state())) +
          Detail("author", unit.author()) + Detail("document", unit.document()) +
          Detail("domain", unit.domain()) + Detail("changed", TimeLabel(unit.update_time()));
  return text;
}

std::string GlossaryText(const v1::Glossary& glossary) {
  return fmt::format("{}  {}{}{}{}\n", glossary.name(),
                     Counted(glossary.concept_count(), "concept", "concepts"),
                     CountsText(glossary.term_counts()),
                     glossary.display_name().empty() ? "" : "  ", Shown(glossary.display_name()));
}

std::string ConceptText(const v1::Concept& entry, bool colors) {
  std::string text = Painted(entry.name(), Color::kGray, colors);
  if (!entry.category().empty()) text += fmt::format("  {}", Shown(entry.category()));
  const std::string time = TimeSpanLabel(entry.valid_from(), entry.valid_until());
  if (!time.empty()) text += fmt::format("  {}", time);
  if (entry.out_of_time()) text += Painted("  out of its time", Color::kYellow, colors);
  if (entry.do_not_translate()) text += "  kept as it stands";
  text += "\n";
  for (const v1::Term& term : entry.terms()) text += StoredTermText(term);
  text += Detail("definition", entry.definition()) + Detail("note", entry.note()) +
          Detail("source", entry.source());
  return text;
}

std::string StatusText(const v1::GetStatusResponse& status) {
  std::string text =
      fmt::format("dragomand {}, up since {}, {} MB, score version {}, text rules version {}\n",
                  status.version(), TimeLabel(status.start_time()), status.memory_bytes() >> 20,
                  status.score_version(), status.text_rules_version());
  for (const v1::ResourceStatus& resource : status.resources()) {
    text += fmt::format("{:>10}  {}  revision {}", resource.entries(), resource.name(),
                        resource.revision());
    if (resource.index_revision() < resource.revision()) {
      text += fmt::format(", index at {}", resource.index_revision());
    }
    text += "\n";
  }
  return text;
}

std::string AccountText(const v1::WriteAccount& account, bool stored) {
  return fmt::format("{}: {} {}stored, {} merged, {} unchanged, {} skipped{}",
                     Counted(account.entries(), "entry", "entries"), account.stored(),
                     stored ? "" : "would be ", account.merged(), account.unchanged(),
                     account.skipped(), stored ? "" : "; only checked, nothing changed");
}

std::string ProblemText(const v1::Problem& problem) {
  std::string text = problem.line() > 0 ? fmt::format("line {}", problem.line())
                                        : fmt::format("entry {}", problem.entry());
  if (!problem.field().empty()) text += fmt::format(", {}", problem.field());
  return fmt::format("{}: {}", text, problem.message());
}

std::string UndoText(const v1::UndoAccount& account) {
  return fmt::format("undone: {} removed, {} restored, {} left", account.removed(),
                     account.restored(), account.left());
}

std::string ImportBatchText(const v1::ImportBatch& import) {
  std::string text = fmt::format("{}  {}", import.batch_id(), LabelOf(import.state()));
  for (const std::string& part :
       {TimeLabel(import.create_time()), import.author(), import.file_name()}) {
    if (!part.empty()) text += fmt::format(", {}", Printable(part));
  }
  text += fmt::format("\n  {}\n", AccountText(import.account(), true));
  const v1::UndoAccount& undo = import.undo();
  if (undo.removed() + undo.restored() + undo.left() > 0) {
    text += fmt::format("  {}\n", UndoText(undo));
  }
  return text;
}

std::string LanguagesText(const std::vector<v1::FileLanguage>& languages) {
  std::string text;
  for (const v1::FileLanguage& language : languages) {
    if (language.stored() == language.written()) continue;
    text += fmt::format("{}'{}' {} ({})", text.empty() ? "languages of the file: " : ", ",
                        language.written(),
                        language.stored().empty() ? "not stored" : "stored as " + language.stored(),
                        Counted(language.segments(), "segment", "segments"));
  }
  return text;
}

std::string TableText(v1::FileFormat format, const std::optional<v1::TableForm>& table) {
  if (!table) return "";
  const bool has_tabs = table->delimiter() == "\t";
  if (format == v1::TSV && table->encoding() == "UTF-8") return "";
  return fmt::format("the table was read as {}, with {} between cells", table->encoding(),
                     has_tabs ? "tabs" : fmt::format("'{}'", table->delimiter()));
}

std::string LossesText(std::string_view title, const std::vector<v1::Loss>& losses) {
  std::string text;
  for (const v1::Loss& loss : losses) {
    const bool has_more = loss.count() > static_cast<uint64_t>(loss.places_size());
    text += fmt::format("{}{} {} ({}{})", text.empty() ? fmt::format("{}: ", title) : ", ",
                        loss.count(), Shown(loss.what()), fmt::join(loss.places(), ", "),
                        has_more ? " ..." : "");
  }
  return text;
}

}  // namespace dragoman
