// Sends the lines of a file through a stream and answers them in order. A thread writes while the
// caller reads, so that the time of a round trip is not paid for every line.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "client/api/stream.h"
#include "client/cli/session.h"
#include "client/cli/text_file.h"

namespace dragoman {

// A line that was read, and what is to become of it.
struct PendingLine {
  enum Fate { kBlank, kSent, kRefused };
  std::string text;
  size_t number = 0;  // from 1
  Fate fate = kSent;
  Failure refusal;  // of kRefused
};

// Lines whose answers are awaited, at most kCapacity: a server that is slower than the file holds
// the reader of the file back. Thread-safe.
class PendingLines {
 public:
  // Waits for room.
  void Push(PendingLine line);

  // Waits for a line; nullopt when there will be none.
  std::optional<PendingLine> Pop();

  // Says that no more are pushed; those pushed before are still taken.
  void Close();

 private:
  static constexpr size_t kCapacity = 4096;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<PendingLine> lines_;
  bool closed_ = false;
};

// Returns the line of the file as it goes out: blank ones are not sent, those that are not UTF-8 or
// longer than `limit` bytes are refused here, because a message that has them would end the stream.
PendingLine MakePendingLine(std::string text, size_t number, size_t limit, const char* field);

// A line, and its neighbours in the file.
struct LineInFile {
  PendingLine line;
  std::optional<std::string> previous;  // "" at the file's beginning and after a blank line
  std::optional<std::string> next;      // likewise; absent where the neighbour was refused
};

// Reads a file as lines with neighbours: one line ahead where `neighbours` is set.
// Thread-compatible.
class LineSource {
 public:
  // `file` is borrowed. Limits as for MakePendingLine.
  LineSource(std::FILE* file, size_t limit, const char* field, bool neighbours)
      : reader_(file), limit_(limit), field_(field), neighbours_(neighbours) {}

  // Returns the next line, or nullopt at the end.
  std::optional<LineInFile> Next();

 private:
  std::optional<PendingLine> Read();

  LineReader reader_;
  const size_t limit_;
  const char* const field_;
  const bool neighbours_;
  size_t number_ = 0;
  std::optional<PendingLine> ahead_;
  std::optional<std::string> previous_ = "";
};

// What a command does with lines and answers.
template <typename Request, typename Response>
struct LineHandlers {
  std::function<Request(const LineInFile&)> request;
  // Answers a line: a response, or nullptr for a blank line.
  std::function<void(const PendingLine&, const Response*)> answer;
  // Answers a line that was refused here or by the server.
  std::function<void(const PendingLine&, const Failure&)> refuse;
};

// Returns why a stream that answers no more has ended.
template <typename Request, typename Response>
Failure EndOf(Duplex<Request, Response>& stream) {
  const Done done = stream.Finish();
  if (!done.ok()) return done.failure();
  return {grpc::StatusCode::INTERNAL, "the server ended the stream before the last line", {}};
}

// Answers one line. Returns whether it was refused. Ends the process when the stream has ended, or
// when what is not found is not about this line: a memory that is missing is missing for all.
template <typename Request, typename Response>
bool AnswerLine(Session& session, Duplex<Request, Response>& stream, const PendingLine& line,
                const LineHandlers<Request, Response>& handlers) {
  if (line.fate == PendingLine::kBlank) {
    handlers.answer(line, nullptr);
    return false;
  }
  if (line.fate == PendingLine::kRefused) {
    handlers.refuse(line, line.refusal);
    return true;
  }
  Response response;
  if (!stream.Read(response)) session.EndWith(EndOf(stream));
  if (!response.has_error()) {
    handlers.answer(line, &response);
    return false;
  }
  const Failure failure = FailureOf(response.error());
  if (failure.code == grpc::StatusCode::NOT_FOUND) session.EndWith(failure);
  handlers.refuse(line, failure);
  return true;
}

// Writes the lines of the source until there are none, or the stream ends.
template <typename Request, typename Response>
void WriteLines(Duplex<Request, Response>& stream, const Request& options, LineSource& source,
                const LineHandlers<Request, Response>& handlers, PendingLines& pending) {
  bool open = stream.Write(options);
  while (open) {
    auto line = source.Next();
    if (!line) break;
    pending.Push(line->line);
    if (line->line.fate == PendingLine::kSent) open = stream.Write(handlers.request(*line));
  }
  stream.WritesDone();
  pending.Close();
}

// Runs the stream to its end. `options` is the first request, which has no line. Returns the exit
// code: 1 when a line was refused.
template <typename Request, typename Response>
int RunLineStream(Session& session, Duplex<Request, Response>& stream, const Request& options,
                  LineSource& source, const LineHandlers<Request, Response>& handlers) {
  PendingLines pending;
  std::thread writer([&] { WriteLines(stream, options, source, handlers, pending); });
  int code = kExitOk;
  while (auto line = pending.Pop()) {
    if (AnswerLine(session, stream, *line, handlers)) code = kExitFailed;
  }
  writer.join();
  const Done done = stream.Finish();
  return done.ok() ? code : session.Fail(done.failure());
}

}  // namespace dragoman
