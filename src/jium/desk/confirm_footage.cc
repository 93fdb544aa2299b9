#include "jium/desk/confirm_footage.h"

#include "jium/desk/decide_footage.h"
#include "jium/desk/doer.h"
#include "jium/desk/reach.h"

namespace jium::desk {

Result<store::FootageFile> confirm_footage(const Desk& desk, store::Transaction& tx, const Actor& actor,
                                           registry::FootageId id) {
  JIUM_CHECK(reach_footage_to_decide(desk, tx, actor, id));
  JIUM_TRY(auto file, store::load_file(tx, actor.organisation, id));
  JIUM_TRY(const auto decision,
           registry::confirm(file.stored.footage, file.life, doer_of(actor), desk.clock.now()));
  JIUM_CHECK(put_into_effect(desk, tx, actor, file, decision));
  return file;
}

}  // namespace jium::desk
