#include "server/service/glossary_service.h"

#include "server/service/concept_calls.h"
#include "server/service/recognise_stream.h"
#include "server/service/resource_calls.h"
#include "server/service/unary.h"

namespace dragoman {

grpc::ServerUnaryReactor* GlossaryService::CreateGlossary(Context* context,
                                                          const v1::CreateGlossaryRequest* request,
                                                          v1::Glossary* response) {
  return RunUnary(backend_, context, request, response, dragoman::CreateGlossary);
}

grpc::ServerUnaryReactor* GlossaryService::GetGlossary(Context* context,
                                                       const v1::GetGlossaryRequest* request,
                                                       v1::Glossary* response) {
  return RunUnary(backend_, context, request, response, dragoman::GetGlossary);
}

grpc::ServerUnaryReactor* GlossaryService::ListGlossaries(Context* context,
                                                          const v1::ListGlossariesRequest* request,
                                                          v1::ListGlossariesResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::ListGlossaries);
}

grpc::ServerUnaryReactor* GlossaryService::UpdateGlossary(Context* context,
                                                          const v1::UpdateGlossaryRequest* request,
                                                          v1::Glossary* response) {
  return RunUnary(backend_, context, request, response, dragoman::UpdateGlossary);
}

grpc::ServerUnaryReactor* GlossaryService::DeleteGlossary(Context* context,
                                                          const v1::DeleteGlossaryRequest* request,
                                                          google::protobuf::Empty* response) {
  return RunUnary(backend_, context, request, response, dragoman::DeleteGlossary);
}

grpc::ServerUnaryReactor* GlossaryService::WriteConcepts(Context* context,
                                                         const v1::WriteConceptsRequest* request,
                                                         v1::WriteConceptsResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::WriteConcepts);
}

grpc::ServerUnaryReactor* GlossaryService::GetConcept(Context* context,
                                                      const v1::GetConceptRequest* request,
                                                      v1::Concept* response) {
  return RunUnary(backend_, context, request, response, dragoman::GetConcept);
}

grpc::ServerUnaryReactor* GlossaryService::DeleteConcept(Context* context,
                                                         const v1::DeleteConceptRequest* request,
                                                         google::protobuf::Empty* response) {
  return RunUnary(backend_, context, request, response, dragoman::DeleteConcept);
}

grpc::ServerUnaryReactor* GlossaryService::ListConcepts(Context* context,
                                                        const v1::ListConceptsRequest* request,
                                                        v1::ListConceptsResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::ListConcepts);
}

grpc::ServerUnaryReactor* GlossaryService::SearchConcepts(Context* context,
                                                          const v1::SearchConceptsRequest* request,
                                                          v1::SearchConceptsResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::FindConcepts);
}

grpc::ServerUnaryReactor* GlossaryService::RecogniseTerms(Context* context,
                                                          const v1::RecogniseTermsRequest* request,
                                                          v1::RecogniseTermsResponse* response) {
  return RunUnary(backend_, context, request, response, dragoman::RecogniseTerms,
                  PaceOf(request->text()));
}

grpc::ServerBidiReactor<v1::StreamRecogniseTermsRequest, v1::StreamRecogniseTermsResponse>*
GlossaryService::StreamRecogniseTerms(Context* context) {
  auto* stream = new RecogniseStream(backend_, *context);
  stream->Start();
  return stream;
}

}  // namespace dragoman
