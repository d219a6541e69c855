#include "server/store/keys.h"

#include "server/base/bytes.h"

namespace dragoman {
namespace {

std::string Numbered(char kind, uint64_t number) {
  std::string key(1, kind);
  AppendBigEndian64(key, number);
  return key;
}

std::optional<uint64_t> NumberIn(char kind, std::string_view key) {
  constexpr size_t kBytes = 1 + sizeof(uint64_t);
  if (key.size() != kBytes || key.front() != kind) return std::nullopt;
  return ReadBigEndian64(key.substr(1));
}

std::string ConceptVersionPrefix(std::string_view id) {
  std::string prefix = fmt::format("h{}", id);
  prefix += '\0';
  return prefix;
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
KeyRange LogFrom(Revision first) { return {LogKey(first), PrefixEnd("l")}; }
std::optional<Revision> RevisionOfLogKey(std::string_view key) { return NumberIn('l', key); }
std::string RequestKey(std::string_view request_id) { return fmt::format("q{}", request_id); }

std::string ImportKey(std::string_view batch_id) { return fmt::format("b{}", batch_id); }
KeyRange AllImports() { return Under("b"); }

std::string UnitKey(UnitId id) { return Numbered('u', id); }
std::string UnitVersionKey(UnitId id, Revision superseded_by) {
  std::string key = Numbered('h', id);
  AppendBigEndian64(key, superseded_by);
  return key;
}
KeyRange AllUnits() { return Under("u"); }
std::optional<UnitId> UnitIdOfKey(std::string_view key) { return NumberIn('u', key); }
KeyRange AllVersionsOf(UnitId id) { return Under(Numbered('h', id)); }
KeyRange AllVersions() { return Under("h"); }
std::optional<Revision> SupersededBy(std::string_view version_key) {
  constexpr size_t kBytes = sizeof(uint64_t);
  if (version_key.size() <= kBytes || version_key.front() != 'h') return std::nullopt;
  return ReadBigEndian64(version_key.substr(version_key.size() - kBytes));
}

std::string ConceptKey(std::string_view id) { return fmt::format("c{}", id); }
std::string ConceptVersionKey(std::string_view id, Revision superseded_by) {
  std::string key = ConceptVersionPrefix(id);
  AppendBigEndian64(key, superseded_by);
  return key;
}
KeyRange AllConcepts() { return Under("c"); }
std::optional<std::string> ConceptIdOfKey(std::string_view key) {
  if (!key.starts_with('c')) return std::nullopt;
  return std::string(key.substr(1));
}
KeyRange AllConceptVersionsOf(std::string_view id) { return Under(ConceptVersionPrefix(id)); }

std::string ResourceKey(ResourceKind kind, std::string_view id) {
  return fmt::format("r{}{}", static_cast<char>(kind), id);
}
KeyRange AllResources() { return Under("r"); }

std::string TokenKey(std::string_view id) { return fmt::format("t{}", id); }
KeyRange AllTokens() { return Under("t"); }
std::string GrantKey(std::string_view principal, std::string_view resource) {
  std::string key = fmt::format("g{}", principal);
  key += '\0';
  key += resource;
  return key;
}
KeyRange AllGrants() { return Under("g"); }

std::string AuditKey(uint64_t number) { return Numbered('a', number); }
KeyRange AuditFrom(uint64_t first) { return {AuditKey(first), PrefixEnd("a")}; }
std::optional<uint64_t> NumberOfAuditKey(std::string_view key) { return NumberIn('a', key); }

}  // namespace dragoman
