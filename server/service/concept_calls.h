// Answers to calls about the concepts of a glossary, and the recognition of terms.
#pragma once

#include <google/protobuf/empty.pb.h>

#include "dragoman/v1/glossary_service.pb.h"
#include "server/service/call.h"

namespace dragoman {

Status WriteConcepts(const Call& call, const v1::WriteConceptsRequest& request,
                     v1::WriteConceptsResponse& response);
Status GetConcept(const Call& call, const v1::GetConceptRequest& request, v1::Concept& response);
Status DeleteConcept(const Call& call, const v1::DeleteConceptRequest& request,
                     google::protobuf::Empty& response);
Status ListConcepts(const Call& call, const v1::ListConceptsRequest& request,
                    v1::ListConceptsResponse& response);
Status FindConcepts(const Call& call, const v1::SearchConceptsRequest& request,
                    v1::SearchConceptsResponse& response);
Status RecogniseTerms(const Call& call, const v1::RecogniseTermsRequest& request,
                      v1::RecogniseTermsResponse& response);

}  // namespace dragoman
