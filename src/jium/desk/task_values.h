// What an officer needs to send a request by hand, each value by itself, ready to copy: the same words that a
// form or a letter would carry, and nothing of the survivor. The address of the footage is not among them.
#pragma once

#include <vector>

#include "jium/desk/keep_task.h"

namespace jium::desk {

[[nodiscard]] Result<std::vector<TaskValue>> values_to_copy(const Desk& desk, store::Transaction& tx,
                                                            const removal::RemovalRequest& request);

}  // namespace jium::desk
