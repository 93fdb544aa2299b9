#include "jium/desk/task_values.h"

#include "jium/store/directory.h"
#include "jium/store/organisations.h"

namespace jium::desk {

Result<std::vector<TaskValue>> values_to_copy(const Desk& desk, store::Transaction& tx,
                                              const removal::RemovalRequest& request) {
  JIUM_TRY(const auto site_operator, store::load_operator(tx, request.organisation, request.site_operator));
  JIUM_TRY(const auto centre, store::load_organisation(tx, request.organisation));
  JIUM_TRY(const auto rule, desk.rules.rule_by_id(request.rule));
  std::vector<TaskValue> values{{"reference", request.id.text()},
                                {"operator", site_operator.name},
                                {"operator_mail", site_operator.mail},
                                {"legal_basis", rule.title(request.language)},
                                {"legal_text", rule.basis(request.language)},
                                {"contact_name", centre.name},
                                {"contact_mail", centre.mail},
                                {"signature", centre.name}};
  std::erase_if(values, [](const TaskValue& one) { return one.value.empty(); });
  return values;
}

}  // namespace jium::desk
