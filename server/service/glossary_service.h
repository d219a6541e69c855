// The service GlossaryService: each method names the function that answers it.
#pragma once

#include "dragoman/v1/glossary_service.grpc.pb.h"
#include "server/service/call.h"

namespace dragoman {

// Thread-safe.
class GlossaryService final : public v1::GlossaryService::CallbackService {
 public:
  explicit GlossaryService(const Backend& backend) : backend_(backend) {}

 private:
  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* CreateGlossary(Context*, const v1::CreateGlossaryRequest*, v1::Glossary*) override;
  Reactor* GetGlossary(Context*, const v1::GetGlossaryRequest*, v1::Glossary*) override;
  Reactor* ListGlossaries(Context*, const v1::ListGlossariesRequest*,
                          v1::ListGlossariesResponse*) override;
  Reactor* UpdateGlossary(Context*, const v1::UpdateGlossaryRequest*, v1::Glossary*) override;
  Reactor* DeleteGlossary(Context*, const v1::DeleteGlossaryRequest*,
                          google::protobuf::Empty*) override;

  Reactor* WriteConcepts(Context*, const v1::WriteConceptsRequest*,
                         v1::WriteConceptsResponse*) override;
  Reactor* GetConcept(Context*, const v1::GetConceptRequest*, v1::Concept*) override;
  Reactor* DeleteConcept(Context*, const v1::DeleteConceptRequest*,
                         google::protobuf::Empty*) override;
  Reactor* ListConcepts(Context*, const v1::ListConceptsRequest*,
                        v1::ListConceptsResponse*) override;
  Reactor* SearchConcepts(Context*, const v1::SearchConceptsRequest*,
                          v1::SearchConceptsResponse*) override;

  Reactor* RecogniseTerms(Context*, const v1::RecogniseTermsRequest*,
                          v1::RecogniseTermsResponse*) override;
  grpc::ServerBidiReactor<v1::StreamRecogniseTermsRequest, v1::StreamRecogniseTermsResponse>*
  StreamRecogniseTerms(Context*) override;

  const Backend& backend_;
};

}  // namespace dragoman
