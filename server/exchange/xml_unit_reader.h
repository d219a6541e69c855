// What the readers of units as XML share: a file that may be packed, entries with their lines and
// their texts, and the bounds of an entry.
//
// Bounds: an entry of at most 12 MiB; 64 MiB of the file without the end of one; those of
//         xml_reader.h.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "server/exchange/entry_reader.h"
#include "server/exchange/file_languages.h"
#include "server/exchange/xml_copy.h"
#include "server/exchange/xml_reader.h"

namespace dragoman {

// A little more than a store takes, so that what is larger is refused before it fills the memory.
inline constexpr size_t kMaxXmlEntryBytes = 12 << 20;

// Takes the elements of a file and hands on its units. Thread-compatible.
class XmlUnitHandler : public XmlHandler {
 public:
  explicit XmlUnitHandler(FileLanguages languages) : languages_(std::move(languages)) {}

  // Returns the tag of an entry, such as "<tu>".
  virtual std::string_view EntryTag() const = 0;
  virtual const SkippedEntries& skipped() const = 0;
  // The file has ended, or cannot be read further; may be called again. Errors: those of the sink.
  virtual Status EndFile() { return absl::OkStatus(); }

  // Requires: called before anything is read; `xml` outlives the reading.
  void SetXml(const XmlReader& xml) { xml_ = &xml; }
  // Requires: called before more is read; the sink outlives it.
  void SetSink(const UnitReader::Sink& sink) { sink_ = &sink; }
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
  XmlCopy& copy() { return copy_; }

  Status Send(ReadEntry<UnitEntry> entry);

 private:
  FileLanguages languages_;
  const XmlReader* xml_ = nullptr;
  const UnitReader::Sink* sink_ = nullptr;
  Status sink_status_;
  uint64_t end_of_entry_ = 0;
  bool keeps_texts_ = false;
  bool copies_ = false;
  XmlCopy copy_;
  // The entry that is being read:
  bool in_entry_ = false;
  uint64_t entry_line_ = 0;
  size_t entry_bytes_ = 0;
  Status bad_;  // Why it is no unit.
};

// Returns a reader of files that the handler understands.
std::unique_ptr<UnitReader> NewXmlUnitReader(std::unique_ptr<XmlUnitHandler> handler);

}  // namespace dragoman
