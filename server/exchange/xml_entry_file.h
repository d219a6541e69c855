// A file of XML that holds one entry after the other, plain or packed by gzip: what the readers of
// TMX, TBX and XLIFF share. Errors about the file name its line.
//
// Bounds: an entry of at most 12 MiB; 64 MiB of the file without the end of one; those of
//         xml_reader.h.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/exchange/entry_reader.h"
#include "server/exchange/file_languages.h"
#include "server/exchange/gunzip.h"
#include "server/exchange/xml_copy.h"
#include "server/exchange/xml_reader.h"

namespace dragoman {

// A little more than a store takes, so that what is larger is refused before it fills the memory.
inline constexpr size_t kMaxXmlEntryBytes = 12 << 20;

// Takes the elements of the file and hands on its entries. Thread-compatible.
class XmlEntryHandler : public XmlHandler {
 public:
  explicit XmlEntryHandler(FileLanguages languages) : languages_(std::move(languages)) {}

  // Returns what the format calls an entry, such as "<tu>".
  virtual std::string_view EntryTag() const = 0;
  // Returns what writes a file of skipped entries; nullptr: the format has none.
  virtual const SkippedEntries* skipped() const { return nullptr; }
  // Returns what the file has so far that entries do not hold.
  virtual std::vector<Loss> CountedLosses() const { return {}; }
  // The file has ended, or cannot be read further; may be called again. Errors: those of the sink.
  virtual Status EndFile() { return absl::OkStatus(); }

  // Requires: called before anything is read; `xml` outlives the reading.
  void SetXml(const XmlReader& xml) { xml_ = &xml; }
  // Entries have their texts from now on.
  void KeepTexts() { keeps_texts_ = true; }
  // The first error of the sink.
  const Status& sink_status() const { return sink_status_; }
  // How much of the file had been read at the end of the last entry.
  uint64_t end_of_entry() const { return end_of_entry_; }
  const FileLanguages& languages() const { return languages_; }

  // A document type may have declared it where it is not read; only its place is lost.
  Status UnknownEntity(std::string_view name) override;

 protected:
  FileLanguages& mutable_languages() { return languages_; }
  uint64_t line() const { return xml_->line(); }

  // An entry begins: it is not bad, and is counted and copied from here on.
  void BeginEntry();
  // Counts no more and returns what was wrong with the entry.
  Status EndEntry();
  bool in_entry() const { return in_entry_; }
  uint64_t entry_line() const { return entry_line_; }

  // Notes what is wrong with the entry that is being read.
  void Check(const Status& status) {
    if (bad_.ok()) bad_ = status;
  }
  const Status& bad() const { return bad_; }

  // Count what is read of an entry. Text that comes after the limit is not kept.
  void CountTag(const XmlAttributes& attributes);
  void CountBytes(size_t bytes);
  // Called when an entry is too large.
  virtual void ClearEntry() = 0;

  // What is read goes into copy() until EndCopy, if texts are kept.
  void BeginCopy();
  void EndCopy();
  bool copies() const { return copies_; }
  // Copies text; a header of more than 1 MiB is given up.
  void CopyText(std::string_view text);
  XmlCopy& copy() { return copy_; }

  // Returns what the sink answered.
  Status NoteSent(Status status) { return sink_status_ = std::move(status); }

 private:
  FileLanguages languages_;
  const XmlReader* xml_ = nullptr;
  Status sink_status_;
  uint64_t end_of_entry_ = 0;
  bool keeps_texts_ = false;
  bool copies_ = false;
  XmlCopy copy_;
  // The entry that is being read:
  bool in_entry_ = false;
  uint64_t entry_line_ = 0;
  size_t entry_bytes_ = 0;
  Status bad_;  // Why it is none.
};

// A handler of entries of one kind.
template <typename Value>
class XmlHandlerOf : public XmlEntryHandler {
 public:
  using XmlEntryHandler::XmlEntryHandler;
  using Sink = typename EntryReader<Value>::Sink;

  // Requires: called before more is read; the sink outlives it.
  void SetSink(const Sink& sink) { sink_ = &sink; }

 protected:
  Status Send(ReadEntry<Value> entry) { return NoteSent((*sink_)(std::move(entry))); }

 private:
  const Sink* sink_ = nullptr;
};

// The file around the entries. Thread-compatible.
class XmlEntryFile {
 public:
  // `handler` is borrowed.
  explicit XmlEntryFile(XmlEntryHandler& handler);

  // Takes the file's next bytes. Where it cannot be read further, what stands before is handed on.
  //
  // Errors: those of the sink; InvalidArgument naming the line when the file is no XML, beyond the
  //         limits, or has 64 MiB without the end of an entry.
  Status Feed(std::string_view bytes);
  Status Finish();

 private:
  Status Read(std::string_view plain);
  Status WithLine(const Status& status) const;
  Status EndUnlessOk(const Status& status);

  Gunzip file_;
  XmlEntryHandler& handler_;
  XmlReader xml_;
};

// A reader of files that a handler understands.
template <typename Value>
class XmlEntryReader final : public EntryReader<Value> {
 public:
  using Sink = typename EntryReader<Value>::Sink;

  explicit XmlEntryReader(std::unique_ptr<XmlHandlerOf<Value>> handler)
      : handler_(std::move(handler)), file_(*handler_) {}

  Status Feed(std::string_view bytes, const Sink& sink) override {
    handler_->SetSink(sink);
    return file_.Feed(bytes);
  }
  Status Finish(const Sink& sink) override {
    handler_->SetSink(sink);
    return file_.Finish();
  }
  const SkippedEntries* KeepTexts() override {
    handler_->KeepTexts();
    return handler_->skipped();
  }
  std::vector<FileLanguage> Languages() const override { return handler_->languages().Counted(); }
  std::vector<Loss> CountedLosses() const override { return handler_->CountedLosses(); }

 private:
  const std::unique_ptr<XmlHandlerOf<Value>> handler_;
  XmlEntryFile file_;
};

// Returns a reader of files that a `Handler` understands. `languages`: as in FileLanguages::Create.
//
// Errors: InvalidArgument about "columns".
template <typename Handler, typename Value>
StatusOr<std::unique_ptr<EntryReader<Value>>> NewXmlEntryReader(
    const std::vector<std::string>& languages) {
  ASSIGN_OR_RETURN(FileLanguages parsed, FileLanguages::Create(languages));
  return std::make_unique<XmlEntryReader<Value>>(std::make_unique<Handler>(std::move(parsed)));
}

}  // namespace dragoman
