#include "server/service/request.h"

#include <absl/strings/escaping.h>
#include <fmt/ranges.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "server/base/bytes.h"
#include "server/base/hash.h"
#include "server/engine/checks.h"
#include "server/engine/limits.h"

namespace dragoman {
namespace {

constexpr int64_t kMicrosPerSecond = 1'000'000;
constexpr int64_t kLastSecond = 253'402'300'799;  // 9999-12-31T23:59:59Z.
constexpr size_t kScopeBytes = 8;

// The same message gives the same bytes: maps are in order of their keys.
std::string DeterministicBytes(const google::protobuf::Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

uint64_t HashWithoutRequestId(const google::protobuf::Message& request) {
  const std::unique_ptr<google::protobuf::Message> content(request.New());
  content->CopyFrom(request);
  if (const auto* field = content->GetDescriptor()->FindFieldByName("request_id")) {
    content->GetReflection()->ClearField(content.get(), field);
  }
  return Hash64(content->GetTypeName() + DeterministicBytes(*content));
}

Status BadPageToken() {
  return FieldError("page_token",
                    "this is no token of this list; pass the next_page_token of the page before, "
                    "or nothing for the first page");
}

std::string ScopeMark(std::string_view scope) {
  std::string mark;
  AppendBigEndian64(mark, Hash64(scope));
  return mark;
}

}  // namespace

StatusOr<Revision> ParseEtag(std::string_view field, std::string_view etag) {
  if (etag.empty()) return 0;
  Revision revision = 0;
  const auto [end, error] = std::from_chars(etag.data(), etag.data() + etag.size(), revision);
  if (error != std::errc() || end != etag.data() + etag.size() || revision == 0) {
    return FieldError(field, fmt::format("'{}' is no etag of this server; pass the one you read, "
                                         "or none to skip the check",
                                         Shortened(etag)));
  }
  return revision;
}

std::string FormatEtag(Revision revision) { return fmt::to_string(revision); }

StatusOr<WriteContext> WriteContextOf(const google::protobuf::Message& request,
                                      const std::string& request_id) {
  if (request_id.empty()) return WriteContext{};
  RETURN_IF_ERROR(CheckRequestId(request_id));
  return WriteContext{request_id, HashWithoutRequestId(request)};
}

StatusOr<FieldSet> FieldSet::Parse(const google::protobuf::FieldMask& mask,
                                   std::initializer_list<std::string_view> allowed) {
  FieldSet set;
  set.paths_.assign(mask.paths().begin(), mask.paths().end());
  if (set.paths_.empty()) set.paths_.assign(allowed.begin(), allowed.end());
  for (const std::string& path : set.paths_) {
    if (std::find(allowed.begin(), allowed.end(), path) == allowed.end()) {
      return FieldError("update_mask", fmt::format("'{}' cannot be updated; allowed are {}",
                                                   Shortened(path), fmt::join(allowed, ", ")));
    }
  }
  return set;
}

bool FieldSet::Has(std::string_view path) const {
  return std::find(paths_.begin(), paths_.end(), path) != paths_.end();
}

StatusOr<size_t> PageSizeOf(std::string_view field, int32_t size, size_t when_zero) {
  if (size < 0) {
    return FieldError(field, fmt::format("{} is negative; use 1 to {}", size, kMaxPageSize));
  }
  return size == 0 ? when_zero : std::min<size_t>(size, kMaxPageSize);
}

std::string FormatPageToken(std::string_view scope, std::string_view key) {
  const std::string bytes = ScopeMark(scope).append(key);
  return absl::WebSafeBase64Escape(bytes);
}

StatusOr<std::string> ParsePageToken(std::string_view scope, std::string_view token) {
  if (token.empty()) return std::string();
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(ToAbsl(token), &bytes) || bytes.size() <= kScopeBytes ||
      bytes.compare(0, kScopeBytes, ScopeMark(scope)) != 0) {
    return BadPageToken();
  }
  return bytes.substr(kScopeBytes);
}

std::string FormatNumberToken(std::string_view scope, uint64_t key) {
  std::string bytes;
  AppendBigEndian64(bytes, key);
  return FormatPageToken(scope, bytes);
}

StatusOr<uint64_t> ParseNumberToken(std::string_view scope, std::string_view token) {
  if (token.empty()) return 0;
  ASSIGN_OR_RETURN(const std::string bytes, ParsePageToken(scope, token));
  const auto key = ReadBigEndian64(bytes);
  if (!key || bytes.size() != sizeof(uint64_t)) return BadPageToken();
  return *key;
}

StatusOr<int64_t> MicrosOf(std::string_view field, const google::protobuf::Timestamp& time) {
  const bool valid = time.seconds() >= 0 && time.seconds() <= kLastSecond && time.nanos() >= 0 &&
                     time.nanos() < 1'000'000'000;
  if (!valid) return FieldError(field, "is not a time in the years 1970 to 9999");
  return time.seconds() * kMicrosPerSecond + time.nanos() / 1000;
}

google::protobuf::Timestamp TimestampOf(int64_t micros) {
  google::protobuf::Timestamp time;
  time.set_seconds(micros / kMicrosPerSecond);
  time.set_nanos(static_cast<int32_t>(micros % kMicrosPerSecond) * 1000);
  return time;
}

StatusOr<PartialDate> DateOf(std::string_view field, std::string_view text) {
  if (text.empty()) return PartialDate();
  const auto date = PartialDate::Parse(text);
  return date.ok() ? date : FieldError(field, MessageOf(date.status()));
}

StatusOr<Language> LanguageOf(std::string_view field, std::string_view tag) {
  if (tag.empty()) return Language();
  StatusOr<Language> language = Language::Parse(tag);
  if (!language.ok()) return FieldError(field, MessageOf(language.status()));
  return language;
}

StatusOr<std::vector<Language>> LanguagesOf(
    std::string_view field, const google::protobuf::RepeatedPtrField<std::string>& tags) {
  std::vector<Language> languages;
  for (int i = 0; i < tags.size(); ++i) {
    const std::string path = fmt::format("{}[{}]", field, i);
    if (tags[i].empty()) return FieldError(path, "a BCP-47 tag is required");
    ASSIGN_OR_RETURN(Language language, LanguageOf(path, tags[i]));
    languages.push_back(std::move(language));
  }
  return languages;
}

}  // namespace dragoman
