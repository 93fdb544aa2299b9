// The way by which a request goes to its operator. It is chosen when the request is drafted (desk/
// choose_channel.h), shown to the officer, and settled when they confirm.
#pragma once

#include "jium/base/enum_text.h"

namespace jium::removal {

enum class RequestChannel {
  letter,    // by mail
  web_form,  // a form that a recipe tells how to fill in (form_recipe.h)
  inbox,     // the operator runs jium here, or is a platform of this installation: it fetches
  api,       // the operator speaks our API elsewhere: it is posted there
  by_hand,   // an officer's task
};
BOOST_DESCRIBE_ENUM(RequestChannel, letter, web_form, inbox, api, by_hand)

}  // namespace jium::removal
