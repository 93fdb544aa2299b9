// Is this passphrase among those that guessing programs try first? NIST SP 800-63B-4 section 3.1.1.2 asks for
// a blocklist and forbids rules about characters; so this says no to what is known, and to nothing else.
//
// Two lists: a small dated one of long phrases that everybody knows (data/passphrases/common.txt), and the
// words of Debian's wamerican-small (SCOWL, size 35). As 15 characters are asked for anyway, what the second
// one is for is one word made longer: written twice and more, or with up to eight digits and signs around and
// in it.
#pragma once

#include <string_view>

namespace jium::desk {

// Also runs along a keyboard, the alphabet or the digits, forwards and backwards, however they are joined.
[[nodiscard]] bool is_common_passphrase(std::string_view passphrase);

}  // namespace jium::desk
