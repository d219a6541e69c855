// The analysis of documents as one page that needs nothing else: a bar for each file, of the words
// of each band, and the numbers below. The page's frame and looks are in analysis.html,
// analysis.css and report.css.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/v1/document_service.pb.h"

namespace dragoman {

std::string AnalysisPage(std::string_view title, const std::vector<v1::DocumentAnalysis>& files,
                         const v1::DocumentAnalysis& total);

}  // namespace dragoman
