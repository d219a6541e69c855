// Calls whose messages come one after the other. One thread may write while another reads.
#pragma once

#include <grpcpp/client_context.h>
#include <grpcpp/support/sync_stream.h>

#include <functional>
#include <memory>
#include <utility>

#include "client/api/failure.h"

namespace dragoman {

// A call that streams both ways. One writer and one reader at a time; the writer calls
// WritesDone() at its end, the reader Finish() after Read() has returned false.
template <typename Request, typename Response>
class Duplex {
 public:
  using Stream = grpc::ClientReaderWriterInterface<Request, Response>;

  Duplex(std::unique_ptr<grpc::ClientContext> context, std::unique_ptr<Stream> stream)
      : context_(std::move(context)), stream_(std::move(stream)) {}

  // Returns false when the call has ended; Finish() then says why.
  bool Write(const Request& request) { return stream_->Write(request); }

  void WritesDone() { stream_->WritesDone(); }

  // Returns false when there are no more responses.
  bool Read(Response& response) { return stream_->Read(&response); }

  // Ends the call from this side; may be called from any thread.
  void Cancel() { context_->TryCancel(); }

  Done Finish() {
    const grpc::Status status = stream_->Finish();
    if (!status.ok()) {
      return FailureOf(status);
    }
    return Nothing{};
  }

 private:
  // The stream lives in the context: it goes first.
  std::unique_ptr<grpc::ClientContext> context_;
  std::unique_ptr<Stream> stream_;
};

// What a reader does with each response; false ends the call early, without an error.
template <typename Response>
using Receiver = std::function<bool(Response&)>;

}  // namespace dragoman
