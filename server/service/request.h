// What requests have in common: etags, request ids, field masks, pages, times, languages.
#pragma once

#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/message.h>
#include <google/protobuf/timestamp.pb.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "server/base/status.h"
#include "server/engine/write_log.h"
#include "server/model/language.h"
#include "server/model/partial_date.h"
#include "server/model/unit.h"

namespace dragoman {

// An etag is the decimal revision that last changed the thing. Returns 0 (any) for "".
//
// Errors: InvalidArgument about `field`.
StatusOr<Revision> ParseEtag(std::string_view field, std::string_view etag);
std::string FormatEtag(Revision revision);

// Returns what tells a repeat of this write from a misuse of its id: the id, and a hash of all
// other fields.
//
// Errors: InvalidArgument about "request_id".
StatusOr<WriteContext> WriteContextOf(const google::protobuf::Message& request,
                                      const std::string& request_id);

// The fields that an update sets: those of its mask, or every one of `allowed` when it is empty.
class FieldSet {
 public:
  // Errors: InvalidArgument about "update_mask", naming the allowed paths.
  static StatusOr<FieldSet> Parse(const google::protobuf::FieldMask& mask,
                                  std::initializer_list<std::string_view> allowed);
  bool Has(std::string_view path) const;

 private:
  std::vector<std::string> paths_;
};

// Returns the number of entries to return for a page_size or limit: `when_zero` for 0, the greatest
// allowed for anything above it.
//
// Errors: InvalidArgument about `field` for negative numbers.
StatusOr<size_t> PageSizeOf(std::string_view field, int32_t size, size_t when_zero);

// A page token holds the key at which the next page begins, and a mark of the list it is of
// (`scope`, e.g. "memories/un/units"), so that a token of another list is refused.
std::string FormatPageToken(std::string_view scope, std::string_view key);
// Returns "" for an empty token: the first page.
//
// Errors: InvalidArgument about "page_token".
StatusOr<std::string> ParsePageToken(std::string_view scope, std::string_view token);
// The same for lists whose keys are numbers; 0 for an empty token.
std::string FormatNumberToken(std::string_view scope, uint64_t key);
StatusOr<uint64_t> ParseNumberToken(std::string_view scope, std::string_view token);

// Errors: InvalidArgument about `field` outside of the years 1970 to 9999.
StatusOr<int64_t> MicrosOf(std::string_view field, const google::protobuf::Timestamp& time);
google::protobuf::Timestamp TimestampOf(int64_t micros);

// Returns the empty date for "".
//
// Errors: InvalidArgument about `field`.
StatusOr<PartialDate> DateOf(std::string_view field, std::string_view text);

// Returns the empty language for ""; whoever needs one says so.
//
// Errors: InvalidArgument about `field`.
StatusOr<Language> LanguageOf(std::string_view field, std::string_view tag);
// The same for a list, in which an empty tag is an error too.
StatusOr<std::vector<Language>> LanguagesOf(
    std::string_view field, const google::protobuf::RepeatedPtrField<std::string>& tags);

}  // namespace dragoman
