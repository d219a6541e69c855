#include "server/store/keys.h"

#include "server/base/bytes.h"

namespace dragoman {
namespace {

std::string Numbered(char kind, uint64_t number) {
  std::string key(1, kind);
  AppendBigEndian64(key, number);
  return key;
}

KeyRange Under(std::string prefix) {
  std::string end = PrefixEnd(prefix);
  return {std::move(prefix), std::move(end)};
}

}  // namespace

std::string ShardName(const Resource& resource) {
  return fmt::format("{}{}", resource.kind == ResourceKind::kMemory ? 'm' : 'g',
                     resource.shard_number);
}

std::string MetaKey() { return "m"; }
std::string LogKey(Revision revision) { return Numbered('l', revision); }
std::string RequestKey(std::string_view request_id) { return fmt::format("q{}", request_id); }

std::string UnitKey(UnitId id) { return Numbered('u', id); }
std::string UnitVersionKey(UnitId id, Revision superseded_by) {
  std::string key = Numbered('h', id);
  AppendBigEndian64(key, superseded_by);
  return key;
}
KeyRange AllUnits() { return Under("u"); }
KeyRange AllVersionsOf(UnitId id) { return Under(Numbered('h', id)); }
std::optional<Revision> SupersededBy(std::string_view version_key) {
  if (version_key.size() < 8) return std::nullopt;
  return ReadBigEndian64(version_key.substr(version_key.size() - 8));
}

std::string ConceptKey(std::string_view id) { return fmt::format("c{}", id); }
std::string ConceptVersionKey(std::string_view id, Revision superseded_by) {
  std::string key = fmt::format("h{}", id);
  key += '\0';
  AppendBigEndian64(key, superseded_by);
  return key;
}
KeyRange AllConcepts() { return Under("c"); }

std::string ResourceKey(ResourceKind kind, std::string_view id) {
  return fmt::format("r{}{}", static_cast<char>(kind), id);
}
KeyRange AllResources() { return Under("r"); }

}  // namespace dragoman
