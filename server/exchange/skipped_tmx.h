// The skipped entries of a TMX file: its header, and each <tu> after a comment with the line and
// the reason. The text of elements is written anew as UTF-8, whatever the file was in.
#pragma once

#include <string>
#include <string_view>

#include "server/exchange/skipped_entries.h"

namespace dragoman {

class SkippedTmx final : public SkippedEntries {
 public:
  // Takes the file's <header> element, which follows the version and comes before all entries.
  void SetVersion(std::string_view version) { version_ = version; }
  void SetHeader(std::string header) { header_ = std::move(header); }

  std::string Header() const override;
  std::string Entry(const SkippedEntry& entry) const override;
  std::string Footer() const override { return "</body>\n</tmx>\n"; }

 private:
  std::string version_ = "1.4";
  std::string header_;
};

}  // namespace dragoman
