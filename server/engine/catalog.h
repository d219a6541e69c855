// The memories and glossaries as whoever reads them may see them: all, or those that a caller has a
// role on. What is not seen does not exist, in the same words.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"
#include "server/model/language.h"
#include "server/model/resource.h"
#include "server/model/unit.h"

namespace dragoman {

class GlossaryShard;
class MemoryShard;
class UserSentenceRules;

struct ResourcePage {
  std::vector<Resource> resources;  // By id.
  std::optional<std::string> next;  // The first id of the next page.
};

// What is known about the inside of a resource.
struct ResourceFigures {
  Revision revision = 0;                     // Of the store.
  Revision index_revision = 0;               // Of the index; less only for moments.
  uint64_t entries = 0;                      // Units or concepts.
  std::map<Language, uint64_t> by_language;  // Segments or terms, by exact tag.
};

// Returns the error about a memory or glossary that does not exist, or is not seen.
Status NoSuchResource(ResourceKind kind, std::string_view id);

// Thread-safe. Names are given bare ("un-reports") or in full ("memories/un-reports").
class Catalog {
 public:
  virtual ~Catalog() = default;

  // Errors: NotFound; InvalidArgument for what can be no id.
  virtual StatusOr<Resource> Get(ResourceKind kind, std::string_view name) const = 0;
  // Returns the resources with ids from `from` on, at most `limit`.
  virtual ResourcePage List(ResourceKind kind, std::string_view from, size_t limit) const = 0;
  // Errors: as Get.
  virtual StatusOr<std::shared_ptr<MemoryShard>> Memory(std::string_view name) const = 0;
  virtual StatusOr<std::shared_ptr<GlossaryShard>> Glossary(std::string_view name) const = 0;
  // Return all of them by id.
  virtual std::vector<std::shared_ptr<MemoryShard>> Memories() const = 0;
  virtual std::vector<std::shared_ptr<GlossaryShard>> Glossaries() const = 0;
  // Errors: as Get.
  virtual StatusOr<ResourceFigures> Figures(ResourceKind kind, std::string_view name) const = 0;
  // The sentence rules of the user, null for those of the program.
  virtual const UserSentenceRules* sentence_rules() const = 0;
};

}  // namespace dragoman
