#include "server/service/convert_document.h"

#include <utility>

#include "server/service/convert_enum.h"
#include "server/service/convert_lookup.h"

namespace dragoman {

StatusOr<DocumentInput> DocumentInputOf(std::string_view field, const v1::Document& message) {
  DocumentInput input{message.name(), message.content(), std::nullopt};
  if (message.format() != v1::DOCUMENT_FORMAT_UNSPECIFIED) {
    ASSIGN_OR_RETURN(input.format, EnumOf(fmt::format("{}.format", field), message.format(),
                                          DocumentFormat::kText));
  }
  return input;
}

StatusOr<PretranslationOptions> PretranslationOptionsOf(
    const v1::PretranslateDocumentRequest& request) {
  PretranslationOptions options;
  ASSIGN_OR_RETURN(options.lookup, LookupOptionsOf(request.options()));
  if (request.options().min_score() == 0) options.lookup.min_score = 100;
  ASSIGN_OR_RETURN(options.output, EnumOf("output", request.output(), DocumentOutput::kOwn));
  options.translations_only = request.translations_only();
  options.replace_translations = request.replace_translations();
  if (request.has_translations()) {
    ASSIGN_OR_RETURN(options.finished, DocumentInputOf("translations", request.translations()));
  }
  return options;
}

void Fill(const AnalysisCount& count, v1::AnalysisCount& message) {
  message.set_segments(count.segments);
  message.set_words(count.words);
  message.set_characters(count.characters);
}

void Fill(const DocumentAnalysis& analysis, v1::DocumentAnalysis& message) {
  message.set_name(analysis.name);
  for (size_t band = 0; band < kAnalysisBands; ++band) {
    v1::BandCount& out = *message.add_bands();
    out.set_band(static_cast<v1::AnalysisBand>(band + 1));
    Fill(analysis.bands[band], *out.mutable_count());
  }
  Fill(analysis.total, *message.mutable_total());
}

void Fill(Pretranslation result, v1::PretranslateDocumentResponse& message) {
  message.set_content(std::move(result.content));
  Fill(result.total, *message.mutable_total());
  Fill(result.translated, *message.mutable_translated());
  message.set_proposals(result.proposals);
  message.set_codes_to_check(result.codes_to_check);
  Fill(result.done, *message.mutable_done());
}

}  // namespace dragoman
