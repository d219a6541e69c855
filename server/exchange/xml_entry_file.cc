#include "server/exchange/xml_entry_file.h"

namespace dragoman {
namespace {

// What an element costs while its entry is read, beside its text.
constexpr size_t kElementBytes = 256;
constexpr size_t kMaxHeaderBytes = 1 << 20;
constexpr uint64_t kMaxBytesBetweenEnds = 64 << 20;

}  // namespace

Status XmlEntryHandler::UnknownEntity(std::string_view name) {
  if (in_entry_) Check(XmlHandler::UnknownEntity(name));
  if (copies_) copy_.UnknownEntity(name);
  return absl::OkStatus();
}

void XmlEntryHandler::BeginEntry() {
  in_entry_ = true;
  entry_line_ = xml_->line();
  entry_bytes_ = 0;
  bad_ = absl::OkStatus();
  BeginCopy();
}

Status XmlEntryHandler::EndEntry() {
  in_entry_ = false;
  end_of_entry_ = xml_->bytes();
  return std::exchange(bad_, absl::OkStatus());
}

void XmlEntryHandler::CountTag(const XmlAttributes& attributes) {
  CountBytes(kElementBytes);
  for (const XmlAttribute& one : attributes) CountBytes(one.name.size() + one.value.size());
}

void XmlEntryHandler::CountBytes(size_t bytes) {
  if (!in_entry_) return;
  entry_bytes_ += bytes;
  if (entry_bytes_ <= kMaxXmlEntryBytes || !bad_.ok()) return;
  Check(Fault(fmt::format("more than {} MiB; split it", kMaxXmlEntryBytes >> 20)));
  ClearEntry();
  EndCopy();
}

void XmlEntryHandler::BeginCopy() {
  copies_ = keeps_texts_;
  copy_.Clear();
}

void XmlEntryHandler::EndCopy() {
  copies_ = false;
  copy_.Clear();
}

void XmlEntryHandler::CopyText(std::string_view text) {
  if (!copies_) return;
  copy_.Text(text);
  if (!in_entry_ && copy_.text().size() > kMaxHeaderBytes) EndCopy();
}

XmlEntryFile::XmlEntryFile(XmlEntryHandler& handler)
    : handler_(handler), xml_({.doctype = XmlDoctype::kBare}, handler) {
  handler_.SetXml(xml_);
}

Status XmlEntryFile::Feed(std::string_view bytes) {
  return EndUnlessOk(file_.Feed(bytes, [this](std::string_view plain) { return Read(plain); }));
}

Status XmlEntryFile::Finish() {
  const auto finish = [this]() -> Status {
    RETURN_IF_ERROR(file_.Finish([this](std::string_view plain) { return Read(plain); }));
    return WithLine(xml_.Finish());
  };
  RETURN_IF_ERROR(EndUnlessOk(finish()));
  return handler_.EndFile();
}

Status XmlEntryFile::Read(std::string_view plain) {
  RETURN_IF_ERROR(WithLine(xml_.Feed(plain)));
  if (xml_.bytes() - handler_.end_of_entry() <= kMaxBytesBetweenEnds) return absl::OkStatus();
  return WithLine(Fault(fmt::format("{} MiB without the end of a {}", kMaxBytesBetweenEnds >> 20,
                                    handler_.EntryTag())));
}

// Returns an error about the file with its line; those of the sink are none.
Status XmlEntryFile::WithLine(const Status& status) const {
  if (status.ok() || !handler_.sink_status().ok()) return status;
  return Error(StatusCode::kInvalidArgument,
               "line {}: {}; the file was read up to there, mend it and import it again",
               xml_.line(), MessageOf(status));
}

Status XmlEntryFile::EndUnlessOk(const Status& status) {
  if (status.ok() || !handler_.sink_status().ok()) return status;
  RETURN_IF_ERROR(handler_.EndFile());
  return status;
}

}  // namespace dragoman
