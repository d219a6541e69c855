// See line_stream.h.
#include "client/cli/line_stream.h"

#include <fmt/format.h>

namespace dragoman {

void PendingLines::Push(PendingLine line) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return lines_.size() < kCapacity; });
  lines_.push_back(std::move(line));
  changed_.notify_all();
}

std::optional<PendingLine> PendingLines::Pop() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return closed_ || !lines_.empty(); });
  if (lines_.empty()) return std::nullopt;
  PendingLine line = std::move(lines_.front());
  lines_.pop_front();
  changed_.notify_all();
  return line;
}

void PendingLines::Close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

PendingLine MakePendingLine(std::string text, size_t number, size_t limit, const char* field) {
  PendingLine line{std::move(text), number, PendingLine::kSent, {}};
  std::string problem;
  if (line.text.find_first_not_of(" \t\r\f\v") == std::string::npos) {
    line.fate = PendingLine::kBlank;
  } else if (line.text.size() > limit) {
    problem = fmt::format("the line has {} bytes; at most {} are allowed, cut it into segments",
                          line.text.size(), limit);
  } else if (const auto byte = FirstInvalidByte(line.text)) {
    problem =
        fmt::format("the line is not UTF-8 at byte {}; convert the file, e.g. with iconv", *byte);
  }
  if (!problem.empty()) {
    line.fate = PendingLine::kRefused;
    line.refusal = {grpc::StatusCode::INVALID_ARGUMENT, problem, {{field, problem}}};
  }
  return line;
}

std::optional<PendingLine> LineSource::Read() {
  auto text = reader_.Next();
  if (!text) return std::nullopt;
  return MakePendingLine(std::move(*text), ++number_, limit_, field_);
}

namespace {

// Returns the text that a neighbour is known by: blank lines end a document.
std::optional<std::string> NeighbourText(const std::optional<PendingLine>& line) {
  if (!line || line->fate == PendingLine::kBlank) return "";
  if (line->fate == PendingLine::kRefused) return std::nullopt;
  return line->text;
}

}  // namespace

std::optional<LineInFile> LineSource::Next() {
  if (!neighbours_) {
    auto line = Read();
    if (!line) return std::nullopt;
    return LineInFile{std::move(*line), std::nullopt, std::nullopt};
  }
  if (number_ == 0) ahead_ = Read();
  if (!ahead_) return std::nullopt;
  auto line = std::move(*ahead_);
  ahead_ = Read();
  auto before = std::exchange(previous_, NeighbourText(line));
  return LineInFile{std::move(line), std::move(before), NeighbourText(ahead_)};
}

}  // namespace dragoman
