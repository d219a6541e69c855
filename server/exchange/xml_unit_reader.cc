#include "server/exchange/xml_unit_reader.h"

#include <utility>

#include "server/exchange/gunzip.h"

namespace dragoman {
namespace {

// What an element costs while its entry is read, beside its text.
constexpr size_t kElementBytes = 256;
constexpr uint64_t kMaxBytesBetweenEnds = 64 << 20;

Status Fault(std::string message) { return Status(StatusCode::kInvalidArgument, message); }

class Reader : public UnitReader {
 public:
  explicit Reader(std::unique_ptr<XmlUnitHandler> handler)
      : handler_(std::move(handler)), xml_({.doctype = XmlDoctype::kBare}, *handler_) {
    handler_->SetXml(xml_);
  }

  Status Feed(std::string_view bytes, const Sink& sink) override {
    handler_->SetSink(sink);
    return EndUnlessOk(file_.Feed(bytes, [this](std::string_view plain) { return Read(plain); }));
  }

  Status Finish(const Sink& sink) override {
    handler_->SetSink(sink);
    RETURN_IF_ERROR(
        EndUnlessOk(file_.Finish([this](std::string_view plain) { return Read(plain); })));
    RETURN_IF_ERROR(EndUnlessOk(WithLine(xml_.Finish())));
    return handler_->EndFile();
  }

  const SkippedEntries* KeepTexts() override {
    handler_->KeepTexts();
    return &handler_->skipped();
  }
  std::vector<FileLanguage> Languages() const override { return handler_->languages().Counted(); }

 private:
  Status Read(std::string_view plain) {
    RETURN_IF_ERROR(WithLine(xml_.Feed(plain)));
    if (xml_.bytes() - handler_->end_of_entry() <= kMaxBytesBetweenEnds) return absl::OkStatus();
    return WithLine(Fault(fmt::format("{} MiB without the end of a {}", kMaxBytesBetweenEnds >> 20,
                                      handler_->EntryTag())));
  }

  // Returns an error about the file with its line; those of the sink are none.
  Status WithLine(const Status& status) const {
    if (status.ok() || !handler_->sink_status().ok()) return status;
    return Error(StatusCode::kInvalidArgument,
                 "line {}: {}; the file was read up to there, mend it and import it again",
                 xml_.line(), MessageOf(status));
  }

  // Where the file cannot be read further, what stands before is handed on.
  Status EndUnlessOk(const Status& status) {
    if (status.ok() || !handler_->sink_status().ok()) return status;
    RETURN_IF_ERROR(handler_->EndFile());
    return status;
  }

  Gunzip file_;
  const std::unique_ptr<XmlUnitHandler> handler_;
  XmlReader xml_;
};

}  // namespace

Status XmlUnitHandler::UnknownEntity(std::string_view name) {
  if (in_entry_) Check(XmlHandler::UnknownEntity(name));
  if (copies_) copy_.UnknownEntity(name);
  return absl::OkStatus();
}

void XmlUnitHandler::BeginEntry() {
  in_entry_ = true;
  entry_line_ = xml_->line();
  entry_bytes_ = 0;
  bad_ = absl::OkStatus();
  BeginCopy();
}

Status XmlUnitHandler::EndEntry() {
  in_entry_ = false;
  end_of_entry_ = xml_->bytes();
  return std::exchange(bad_, absl::OkStatus());
}

void XmlUnitHandler::CountTag(const XmlAttributes& attributes) {
  CountBytes(kElementBytes);
  for (const XmlAttribute& one : attributes) CountBytes(one.name.size() + one.value.size());
}

void XmlUnitHandler::CountBytes(size_t bytes) {
  entry_bytes_ += bytes;
  if (entry_bytes_ <= kMaxXmlEntryBytes || !bad_.ok()) return;
  Check(Fault(fmt::format("more than {} MiB; split it", kMaxXmlEntryBytes >> 20)));
  ClearEntry();
  EndCopy();
}

void XmlUnitHandler::BeginCopy() {
  copies_ = keeps_texts_;
  copy_.Clear();
}

void XmlUnitHandler::EndCopy() {
  copies_ = false;
  copy_.Clear();
}

Status XmlUnitHandler::Send(ReadEntry<UnitEntry> entry) {
  sink_status_ = (*sink_)(std::move(entry));
  return sink_status_;
}

std::unique_ptr<UnitReader> NewXmlUnitReader(std::unique_ptr<XmlUnitHandler> handler) {
  return std::make_unique<Reader>(std::move(handler));
}

}  // namespace dragoman
