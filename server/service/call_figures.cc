#include "server/service/call_figures.h"

#include "server/service/services.h"

namespace dragoman {

CallFigures::CallFigures() {
  for (const auto* service : AllServices()) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodRule& rule = MethodRule::Of(*service->method(i)->input_type());
      auto& figures = methods_[&rule];
      figures = std::make_unique<MethodFigures>();
      figures->method = rule.method();
    }
  }
}

}  // namespace dragoman
