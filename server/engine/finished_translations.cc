#include "server/engine/finished_translations.h"

#include <algorithm>

namespace dragoman {

StatusOr<FinishedTranslations> FinishedTranslations::Read(std::string_view field,
                                                          DocumentInput input,
                                                          const Language& source,
                                                          const Language& target,
                                                          const Cancelled& cancelled) {
  input.format = DocumentFormat::kXliff;
  ASSIGN_OR_RETURN(const SegmentedDocument file,
                   ReadAndCut(field, input, source, {target}, nullptr, cancelled));
  FinishedTranslations finished;
  for (const DocumentBlock& block : file.file->blocks()) {
    if (!block.translation) continue;
    finished.by_text_[block.segment.text].all.push_back({*block.translation, block.state});
    ++finished.size_;
  }
  if (finished.size_ > 0) return finished;
  return FieldError(fmt::format("{}.content", field),
                    fmt::format("'{}' has no translation", Shortened(input.name)));
}

const FinishedTranslations::Translation* FinishedTranslations::Next(const std::string& text) {
  const auto found = by_text_.find(text);
  if (found == by_text_.end()) return nullptr;
  ++used_;
  Found& translations = found->second;
  const size_t index = std::min(translations.next++, translations.all.size() - 1);
  return &translations.all[index];
}

}  // namespace dragoman
