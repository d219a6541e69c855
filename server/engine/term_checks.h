// The part of a check that asks the glossaries: does each term of the source have a rendering that
// its concept allows?
#pragma once

#include <vector>

#include "server/engine/check_translation.h"
#include "server/term/text_checks.h"

namespace dragoman {

// Thread-compatible. Lifetime: registry and options outlive it.
class TermChecks {
 public:
  TermChecks(const Catalog& registry, const CheckOptions& options);

  // Adds what the rules term-... find in a pair. Returns the ranges of the source that are terms.
  //
  // Of a term in the source that has renderings in the target language, one has to stand in the
  // translation with a status of preferred or admitted. Where it does not:
  //   - the term counts as rendered if all terms nested in it are (Ambassador of the Russian
  //     Federation), if another concept of the same words is (a homograph), or if the words of a
  //     rendering stand with others between them ("весь её потенциал");
  //   - else a forbidden or deprecated rendering is reported at its place, if there is one;
  //   - else the term is missing. Of a place, words made from its name are renderings too; a phrase
  //     that has another wording is only worth a note.
  //
  // Errors: NotFound (a glossary).
  StatusOr<std::vector<ByteRange>> Check(const CheckedPair& pair, Findings& findings);

  const std::vector<UsedRevision>& glossaries() const { return glossaries_; }

 private:
  StatusOr<RecogniseResult> TermsOf(std::string_view text, const Language& language,
                                    const Language& other);

  const Catalog& registry_;
  const CheckOptions& options_;
  std::vector<UsedRevision> glossaries_;
};

}  // namespace dragoman
