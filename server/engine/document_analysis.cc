#include "server/engine/document_analysis.h"

#include <algorithm>
#include <utility>

#include "server/engine/checks.h"
#include "server/engine/job_segments.h"
#include "server/engine/limits.h"
#include "server/model/writing.h"

namespace dragoman {
namespace {

constexpr int kLeastScore = 50;

// Returns the band of a fuzzy score of 50 to 99, those of the memories before those of the job.
AnalysisBand FuzzyBand(int score, bool internal) {
  const int step = score >= 95 ? 0 : score >= 85 ? 1 : score >= 75 ? 2 : 3;
  const auto first =
      static_cast<int>(internal ? AnalysisBand::kInternal95 : AnalysisBand::kFuzzy95);
  return static_cast<AnalysisBand>(first + step);
}

// What the memories have of a segment.
struct MemoryMatch {
  int score = 0;  // Penalties held back; 0: nothing.
  bool in_context = false;
};

MemoryMatch BestOf(const LookupResult& result) {
  if (result.matches.empty()) return {};
  const Match& best = result.matches.front();
  const int most = best.kind == MatchKind::kBridged ? 99 : 100;
  return {std::min(best.ranked_score, most), best.kind == MatchKind::kInContextExact};
}

AnalysisCount CountOf(const Segment& segment, const Analysis& words) {
  return {1, words.words.size(), VisibleCharacters(segment.text)};
}

// The analysis of a job on its way through the files.
class JobAnalysis {
 public:
  JobAnalysis(const Catalog& registry, const LookupOptions& options, const Cancelled& cancelled)
      : registry_(registry), options_(BestMatchOnly(options)), cancelled_(cancelled) {
    options_.min_score = kLeastScore;
    options_.include_proposals = false;
  }

  StatusOr<DocumentAnalysis> Analyse(size_t file, const DocumentInput& input) {
    ASSIGN_OR_RETURN(const SegmentedDocument document,
                     ReadAndCut(fmt::format("files[{}]", file), input, options_.source,
                                options_.targets, registry_.sentence_rules(), cancelled_));
    DocumentAnalysis analysis;
    analysis.name = input.name;
    for (size_t i = 0; i < document.sentences.size(); ++i) {
      RETURN_IF_ERROR(CheckCancelled(cancelled_));
      const Segment& segment = document.sentences[i].segment;
      const Analysis words = dragoman::Analyse(segment, options_.source);
      if (document.BlockOf(i).status != BlockStatus::kOpen) {
        if (!segments_.Meet(words, file) && CanBeStored(segment)) segments_.Add(words);
        analysis.Add(AnalysisBand::kDone, CountOf(segment, words));
        continue;
      }
      ASSIGN_OR_RETURN(const LookupResult result,
                       LookUpInDocument(registry_, options_, document.sentences, i, cancelled_));
      const AnalysisBand band = BandOf(file, segment, words, BestOf(result));
      analysis.Add(band, CountOf(segment, words));
    }
    return analysis;
  }

 private:
  AnalysisBand BandOf(size_t file, const Segment& segment, const Analysis& words,
                      const MemoryMatch& match) {
    const std::optional<size_t> before = segments_.Meet(words, file);
    const bool compared = CanBeStored(segment);  // Longer ones take too long.
    std::optional<int> internal;
    if (match.score < 100 && !before && compared) {
      internal = segments_.MostLike(words, std::max(kLeastScore, match.score + 1));
    }
    if (!before && compared) segments_.Add(words);
    if (match.score == 100)
      return match.in_context ? AnalysisBand::kInContext : AnalysisBand::kExact;
    if (before) {
      return *before == file ? AnalysisBand::kRepetition : AnalysisBand::kRepetitionAcrossFiles;
    }
    if (internal) return FuzzyBand(*internal, true);
    return match.score >= kLeastScore ? FuzzyBand(match.score, false) : AnalysisBand::kNoMatch;
  }

  const Catalog& registry_;
  LookupOptions options_;
  const Cancelled& cancelled_;
  JobSegments segments_;
};

Status CheckFiles(const std::vector<DocumentInput>& files) {
  if (files.empty()) return FieldError("files", "at least one file is required");
  size_t bytes = 0;
  for (size_t i = 0; i < files.size(); ++i) {
    RETURN_IF_ERROR(
        CheckText(fmt::format("files[{}].name", i), files[i].name, kMaxDocumentNameBytes));
    bytes += files[i].content.size();
  }
  if (files.size() > kMaxJobFiles || bytes > kMaxDocumentBytes) {
    return FieldError("files", fmt::format("{} files of {} bytes; at most {} of {} bytes together "
                                           "are allowed: analyse them in parts",
                                           files.size(), bytes, kMaxJobFiles, kMaxDocumentBytes));
  }
  return absl::OkStatus();
}

}  // namespace

void AnalysisCount::Add(const AnalysisCount& other) {
  segments += other.segments;
  words += other.words;
  characters += other.characters;
}

AnalysisCount CountOf(const Segment& segment, const Language& language) {
  return CountOf(segment, Analyse(segment, language));
}

void DocumentAnalysis::Add(AnalysisBand band, const AnalysisCount& count) {
  Of(band).Add(count);
  total.Add(count);
}

StatusOr<DocumentAnalysis> AnalyseDocuments(
    const Catalog& registry, const LookupOptions& options, const std::vector<DocumentInput>& files,
    const Cancelled& cancelled, const std::function<Status(const DocumentAnalysis&)>& sink) {
  RETURN_IF_ERROR(CheckLookupOptions(options));
  RETURN_IF_ERROR(CheckFiles(files));
  JobAnalysis job(registry, options, cancelled);
  DocumentAnalysis whole;
  for (size_t i = 0; i < files.size(); ++i) {
    ASSIGN_OR_RETURN(const DocumentAnalysis analysis, job.Analyse(i, files[i]));
    for (size_t band = 0; band < kAnalysisBands; ++band) {
      whole.Add(static_cast<AnalysisBand>(band + 1), analysis.bands[band]);
    }
    RETURN_IF_ERROR(sink(analysis));
  }
  return whole;
}

}  // namespace dragoman
