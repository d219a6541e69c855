#include "server/service/analysis_stream.h"

#include "server/service/convert_document.h"
#include "server/service/convert_lookup.h"

namespace dragoman {

Status AnalysisStream::Make() {
  ASSIGN_OR_RETURN(const LookupOptions options, LookupOptionsOf(request().options()));
  std::vector<DocumentInput> files;
  for (int i = 0; i < request().files_size(); ++i) {
    ASSIGN_OR_RETURN(DocumentInput file,
                     DocumentInputOf(fmt::format("files[{}]", i), request().files(i)));
    files.push_back(std::move(file));
  }
  const auto put_file = [this](const DocumentAnalysis& analysis) {
    v1::AnalyseDocumentsResponse response;
    Fill(analysis, *response.mutable_file());
    return Put(std::move(response));
  };
  ASSIGN_OR_RETURN(const DocumentAnalysis total,
                   AnalyseDocuments(call().registry(), options, files, call().cancelled, put_file));
  v1::AnalyseDocumentsResponse last;
  Fill(total, *last.mutable_total());
  return Put(std::move(last));
}

}  // namespace dragoman
