#include "jium/desk/task_values.h"

#include "jium/desk/request_words.h"
#include "jium/store/directory.h"

namespace jium::desk {

Result<std::vector<TaskValue>> values_to_copy(const Desk& desk, store::Transaction& tx,
                                              const removal::RemovalRequest& request) {
  JIUM_TRY(const auto all, words_of(desk, tx, request));
  JIUM_TRY(const auto site_operator, store::load_operator(tx, request.organisation, request.site_operator));
  const removal::Channel* form = removal::channel_of(site_operator, removal::ChannelKind::web_form);
  const removal::FormWords& words = all.words;
  std::vector<TaskValue> values{
      {"reference", words.reference},       {"operator", words.operator_name},
      {"operator_mail", all.operator_mail}, {"form", form == nullptr ? "" : form->address.reveal()},
      {"legal_basis", words.legal_basis},   {"legal_text", words.legal_text},
      {"contact_name", words.contact_name}, {"contact_mail", words.contact_mail},
      {"signature", words.signature},       {"category", words.category}};
  std::erase_if(values, [](const TaskValue& one) { return one.value.empty(); });
  return values;
}

}  // namespace jium::desk
