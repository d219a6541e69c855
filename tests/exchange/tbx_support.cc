#include "tests/exchange/tbx_support.h"

#include <gtest/gtest.h>

#include "tests/exchange/read_support.h"

namespace dragoman {

StatusOr<TbxContent> ReadTbx(std::string_view file, const std::vector<std::string>& languages,
                             size_t piece_bytes) {
  ASSIGN_OR_RETURN(const auto reader, NewTbxReader(languages));
  TbxContent content;
  ASSIGN_OR_RETURN(content.entries, ReadAll(*reader, file, piece_bytes));
  content.languages = reader->Languages();
  content.losses = reader->CountedLosses();
  return content;
}

std::vector<Concept> ConceptsOf(const StatusOr<TbxContent>& content) {
  EXPECT_OK(content);
  std::vector<Concept> concepts;
  if (!content.ok()) return concepts;
  for (const auto& entry : content->entries) {
    EXPECT_OK(entry.value) << "line " << entry.line;
    if (entry.value.ok()) concepts.push_back(*entry.value);
  }
  return concepts;
}

std::string TbxWith(std::string_view body) {
  return fmt::format(
      "<?xml version=\"1.0\"?>\n<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" "
      "xmlns=\"urn:iso:std:iso:30042:ed-2\">\n<tbxHeader/><text><body>\n{}</body></text></tbx>",
      body);
}

std::string MartifWith(std::string_view body) {
  return fmt::format(
      "<?xml version='1.0'?>\n<!DOCTYPE martif SYSTEM 'TBXBasiccoreStructV02.dtd'>"
      "<martif type='TBX'>\n<martifHeader/><text><body>\n{}</body></text></martif>",
      body);
}

std::string TbxEntryWith(std::string_view details, std::string_view of_term) {
  return fmt::format(
      "<conceptEntry id=\"c1\">{}<langSec xml:lang=\"en\"><termSec><term>envoy</term>{}</termSec>"
      "</langSec></conceptEntry>",
      details, of_term);
}

std::string TbxOf(const std::vector<Concept>& concepts, TbxStyle style,
                  const std::vector<std::string>& languages) {
  const auto writer = NewTbxWriter(languages, style);
  EXPECT_OK(writer);
  std::string file = (*writer)->Header();
  for (const Concept& entry : concepts) file += (*writer)->Row(entry).value_or("");
  return file + (*writer)->Footer();
}

std::string ShownTbx(std::string_view file, size_t piece_bytes) {
  const auto reader = NewTbxReader({});
  std::string shown;
  const auto sink = [&shown](const ReadEntry<Concept>& entry) {
    shown += fmt::format("{} {}\n", entry.line, entry.value.status().ToString());
    if (entry.value.ok()) shown += TbxOf({*entry.value});
    return absl::OkStatus();
  };
  Status status;
  for (; status.ok() && !file.empty(); file.remove_prefix(std::min(piece_bytes, file.size()))) {
    status = (*reader)->Feed(file.substr(0, piece_bytes), sink);
  }
  if (status.ok()) status = (*reader)->Finish(sink);
  for (const Loss& loss : (*reader)->CountedLosses()) {
    shown += fmt::format("{} {} {}\n", loss.what, loss.count, fmt::join(loss.places, ","));
  }
  return shown + status.ToString();
}

}  // namespace dragoman
