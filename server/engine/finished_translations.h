// The translations of a document that come back in an XLIFF file of it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "server/engine/document_job.h"

namespace dragoman {

// Translations by the text they are of. Thread-compatible.
class FinishedTranslations {
 public:
  struct Translation {
    Segment segment;
    ReviewState state = ReviewState::kUnspecified;
  };

  // Reads the file, which is XLIFF whatever its name. `field` names it in the request.
  //
  // Errors: InvalidArgument about "FIELD...."; Cancelled.
  static StatusOr<FinishedTranslations> Read(std::string_view field, DocumentInput input,
                                             const Language& source, const Language& target,
                                             const Cancelled& cancelled);

  // Returns a translation of a text, nullptr when there is none: each time the next one in the
  // file, and the last one where the text is asked for more often.
  //
  // Lifetime: that of this object.
  const Translation* Next(const std::string& text);

  size_t size() const { return size_; }
  size_t used() const { return used_; }

 private:
  struct Found {
    std::vector<Translation> all;
    size_t next = 0;
  };

  std::map<std::string, Found> by_text_;
  size_t size_ = 0;
  size_t used_ = 0;
};

}  // namespace dragoman
