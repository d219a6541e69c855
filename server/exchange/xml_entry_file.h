// A file of XML that holds one entry after the other, plain or packed by gzip: what the readers of
// TMX and TBX share. Errors about the file name its line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/exchange/gunzip.h"
#include "server/exchange/xml_reader.h"

namespace dragoman {

// An entry that is larger is a bad one: a little more than a store takes, so that it is refused
// before it fills the memory.
inline constexpr size_t kMaxXmlEntryBytes = 12 << 20;

// Takes the elements of the file and hands on its entries. Thread-compatible.
class XmlEntryHandler : public XmlHandler {
 public:
  // Requires: called before anything is read; `xml` outlives the reading.
  void SetXml(const XmlReader& xml) { xml_ = &xml; }
  // The first error of the sink.
  const Status& sink_status() const { return sink_status_; }
  // How much of the file had been read at the end of the last entry.
  uint64_t end_of_entry() const { return end_of_entry_; }

 protected:
  uint64_t line() const { return xml_->line(); }
  void NoteEndOfEntry() { end_of_entry_ = xml_->bytes(); }
  // Returns what the sink answered.
  Status NoteSent(Status status) { return sink_status_ = std::move(status); }

 private:
  const XmlReader* xml_ = nullptr;
  Status sink_status_;
  uint64_t end_of_entry_ = 0;
};

// Thread-compatible.
class XmlEntryFile {
 public:
  // `handler` is borrowed; `entry` is what the format calls an entry, such as "<tu>".
  XmlEntryFile(XmlEntryHandler& handler, std::string entry);

  // Takes the file's next bytes.
  //
  // Errors: those of the sink; InvalidArgument naming the line when the file is no XML, beyond the
  //         limits, or has 64 MiB without the end of an entry.
  Status Feed(std::string_view bytes);
  Status Finish();

 private:
  Status Read(std::string_view plain);
  Status WithLine(const Status& status) const;

  const std::string entry_;
  Gunzip file_;
  XmlEntryHandler& handler_;
  XmlReader xml_;
};

}  // namespace dragoman
