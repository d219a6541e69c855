#include "tests/exchange/xliff_support.h"

#include "tests/exchange/read_support.h"

namespace dragoman {

StatusOr<XliffEntries> ReadXliff(std::string_view file, const std::vector<std::string>& languages,
                                 size_t piece_bytes) {
  ASSIGN_OR_RETURN(const auto reader, NewXliffReader(languages));
  return ReadAll(*reader, file, piece_bytes);
}

StatusOr<Unit> ReadXliffUnit(std::string_view file) {
  ASSIGN_OR_RETURN(const XliffEntries entries, ReadXliff(file));
  if (entries.size() != 1) return Error(StatusCode::kInternal, "{} entries", entries.size());
  RETURN_IF_ERROR(entries.front().value.status());
  return entries.front().value->unit;
}

std::string Xliff1With(std::string_view body) {
  return fmt::format(
      "<?xml version=\"1.0\"?>\n<xliff version=\"1.2\" xmlns:sdl=\"s\" xmlns:mq=\"q\" "
      "xmlns:m=\"m\">\n<file original=\"talks.docx\" source-language=\"en\" "
      "target-language=\"ru\"><body>\n{}\n</body></file></xliff>",
      body);
}

std::string Xliff2With(std::string_view body) {
  return fmt::format(
      "<?xml version=\"1.0\"?>\n<xliff version=\"2.1\" srcLang=\"en\" trgLang=\"ru\">\n<file "
      "id=\"f\" original=\"talks.docx\">\n{}\n</file></xliff>",
      body);
}

std::string TransUnit(std::string_view source, std::string_view target,
                      std::string_view attributes) {
  return fmt::format("<trans-unit id=\"1\" {}><source>{}</source><target>{}</target></trans-unit>",
                     attributes, source, target);
}

std::string Unit2(std::string_view source, std::string_view target, std::string_view attributes) {
  return fmt::format(
      "<unit id=\"1\"><segment {}><source>{}</source><target>{}</target></segment></unit>",
      attributes, source, target);
}

std::string ShownXliff(std::string_view file, size_t piece_bytes) {
  return ShownFile(**NewXliffReader({}), file, piece_bytes);
}

}  // namespace dragoman
