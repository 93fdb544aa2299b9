// Payment addresses as offenders publish them: read, verified by the checksum of their chain, and written in
// the one form by which two records of the same address are equal.
//
//   bitcoin    Base58Check, versions 0 and 5; Bech32 (BIP 173) and Bech32m (BIP 350), prefix "bc"
//   litecoin   Base58Check, versions 48 and 50; Bech32, prefix "ltc"
//   dogecoin   Base58Check, versions 30 and 22
//   tron       Base58Check, version 65
//   ripple     Base58Check in Ripple's alphabet, version 0 (XRP Ledger, "Address encodings")
//   ethereum   40 hexadecimal digits; in mixed case the case is a checksum (EIP-55, Keccak-256), in one case
//              there is none, which `checked` tells. All chains that share the form are one here.
//   monero     Base58 in blocks of 11 characters, Keccak-256 (networks 18, 19 and 42: standard, integrated,
//              subaddress)
//
// Base58: Satoshi's alphabet, "Base58Check encoding" of the Bitcoin wiki. Litecoin's old addresses of
// version 5 are Bitcoin's in form and are read as Bitcoin's: nobody can tell them apart.
//
// Malformed, without repeating the text: no chain's form, or a checksum that does not hold.
#pragma once

#include <string>
#include <string_view>

#include "jium/base/bytes.h"
#include "jium/base/enum_text.h"

namespace jium::linkage {

enum class Chain { bitcoin, litecoin, dogecoin, tron, ripple, ethereum, monero };
BOOST_DESCRIBE_ENUM(Chain, bitcoin, litecoin, dogecoin, tron, ripple, ethereum, monero)

struct PaymentAddress {
  Chain chain = Chain::bitcoin;
  std::string text;      // canonical: Bech32 and Ethereum in lower case, all others as they are
  bool checked = false;  // a checksum held

  friend bool operator==(const PaymentAddress&, const PaymentAddress&) = default;
};

// Blanks around it and a scheme ("bitcoin:", "ethereum:") are dropped, and what follows a '?' or an '@'.
[[nodiscard]] Result<PaymentAddress> read_payment_address(std::string_view text);

// For tests and generators: an address of this chain that holds, from bytes of the right length (20; Bech32:
// 20 or 32; Monero: 64).
enum class Writing { base58, bech32 };
[[nodiscard]] Result<std::string> write_payment_address(Chain chain, ByteView payload,
                                                        Writing writing = Writing::base58);

}  // namespace jium::linkage
