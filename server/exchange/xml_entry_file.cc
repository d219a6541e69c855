#include "server/exchange/xml_entry_file.h"

#include <utility>

namespace dragoman {
namespace {

constexpr uint64_t kMaxBytesBetweenEnds = 64 << 20;

}  // namespace

XmlEntryFile::XmlEntryFile(XmlEntryHandler& handler, std::string entry)
    : entry_(std::move(entry)), handler_(handler), xml_({.doctype = XmlDoctype::kBare}, handler) {
  handler_.SetXml(xml_);
}

Status XmlEntryFile::Feed(std::string_view bytes) {
  return file_.Feed(bytes, [this](std::string_view plain) { return Read(plain); });
}

Status XmlEntryFile::Finish() {
  RETURN_IF_ERROR(file_.Finish([this](std::string_view plain) { return Read(plain); }));
  return WithLine(xml_.Finish());
}

Status XmlEntryFile::Read(std::string_view plain) {
  RETURN_IF_ERROR(WithLine(xml_.Feed(plain)));
  if (xml_.bytes() - handler_.end_of_entry() <= kMaxBytesBetweenEnds) return absl::OkStatus();
  return WithLine(Error(StatusCode::kInvalidArgument, "{} MiB without the end of a {}",
                        kMaxBytesBetweenEnds >> 20, entry_));
}

// Returns an error about the file with its line; those of the sink are none.
Status XmlEntryFile::WithLine(const Status& status) const {
  if (status.ok() || !handler_.sink_status().ok()) return status;
  return Error(StatusCode::kInvalidArgument,
               "line {}: {}; the file was read up to there, mend it and import it again",
               xml_.line(), MessageOf(status));
}

}  // namespace dragoman
