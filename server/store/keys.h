// The grammar of all keys, so that byte order is the order wanted.
//
//   shard    = "catalog" / "access" / "audit"
//            / "m" number / "g" number                   number in decimal: Resource::shard_number
//   memory   = "m"                                       meta: next unit id
//            / "u" be64(unit)                            present version of a unit
//            / "h" be64(unit) be64(revision)             version that `revision` superseded
//   glossary = "c" concept id                            present version of a concept
//            / "h" concept id NUL be64(revision)         version that `revision` superseded
//   catalog  = "m"                                       meta: next shard number
//            / "r" kind id                               a resource; kind is one byte
//   access   = "t" token id                              a token
//            / "g" principal NUL resource                a role of a principal
//   audit    = "m"                                       meta: next record
//            / "a" be64(number)                          a change, or an attempt that was refused
//   any      = "l" be64(revision)                        change log
//            / "q" request id                            answer to a write
//            / "b" batch id                              an import that changed something
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/model/resource.h"
#include "server/model/unit.h"
#include "server/store/store.h"

namespace dragoman {

inline constexpr std::string_view kCatalogShard = "catalog";
inline constexpr std::string_view kAccessShard = "access";
inline constexpr std::string_view kAuditShard = "audit";
// Returns the shard of a memory or glossary.
std::string ShardName(const Resource& resource);

// The functions that read a key return nullopt for a key of another kind or length.

std::string MetaKey();
std::string LogKey(Revision revision);
// The log from `first` to its end.
KeyRange LogFrom(Revision first);
std::optional<Revision> RevisionOfLogKey(std::string_view key);
std::string RequestKey(std::string_view request_id);
std::string ImportKey(std::string_view batch_id);
KeyRange AllImports();

std::string UnitKey(UnitId id);
std::string UnitVersionKey(UnitId id, Revision superseded_by);
KeyRange AllUnits();
std::optional<UnitId> UnitIdOfKey(std::string_view key);
// The superseded versions of one unit, oldest first.
KeyRange AllVersionsOf(UnitId id);
// The superseded versions of all units or concepts of a shard.
KeyRange AllVersions();
// Returns the superseding revision at the end of a version's key, of a unit or a concept.
std::optional<Revision> SupersededBy(std::string_view version_key);

std::string ConceptKey(std::string_view id);
std::string ConceptVersionKey(std::string_view id, Revision superseded_by);
KeyRange AllConcepts();
std::optional<std::string> ConceptIdOfKey(std::string_view key);
// The superseded versions of one concept, oldest first.
KeyRange AllConceptVersionsOf(std::string_view id);

std::string ResourceKey(ResourceKind kind, std::string_view id);
KeyRange AllResources();

std::string TokenKey(std::string_view id);
KeyRange AllTokens();
std::string GrantKey(std::string_view principal, std::string_view resource);
KeyRange AllGrants();

std::string AuditKey(uint64_t number);
// The records from `first` to the end.
KeyRange AuditFrom(uint64_t first);
std::optional<uint64_t> NumberOfAuditKey(std::string_view key);

}  // namespace dragoman
