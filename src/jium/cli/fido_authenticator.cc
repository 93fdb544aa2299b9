#include "jium/cli/fido_authenticator.h"

#include <cbor.h>
#include <fido.h>
#include <fmt/format.h>
#include <openssl/sha.h>

#include <vector>

#include "jium/cli/typed_secret.h"

namespace jium::cli {
namespace {

constexpr std::size_t kMostDevices = 16;

struct Free {
  void operator()(fido_cred_t* one) const { fido_cred_free(&one); }
  void operator()(fido_assert_t* one) const { fido_assert_free(&one); }
  void operator()(fido_dev_t* one) const {
    fido_dev_close(one);
    fido_dev_free(&one);
  }
  void operator()(cbor_item_t* one) const { cbor_decref(&one); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

Bytes copy_of(const unsigned char* data, std::size_t size) {
  return data == nullptr ? Bytes() : Bytes(data, data + size);
}

// For the person at the device; the codes are CTAP's (section 8.2) and libfido2's.
Fault refusal(int code) {
  switch (code) {
    case FIDO_ERR_NO_CREDENTIALS:
      return fault(FaultKind::missing,
                   "the device holds no passkey of this site: add it with `jium passkey add`");
    case FIDO_ERR_PIN_INVALID:
      return fault(FaultKind::forbidden,
                   "that PIN is not the device's: after eight wrong ones it locks itself");
    case FIDO_ERR_PIN_BLOCKED:
    case FIDO_ERR_PIN_AUTH_BLOCKED:
      return fault(FaultKind::forbidden,
                   "the device takes no PIN any more: take it out and in again, or reset it");
    case FIDO_ERR_KEY_STORE_FULL:
      return fault(FaultKind::conflict, "the device has no room for another passkey");
    case FIDO_ERR_ACTION_TIMEOUT:
    case FIDO_ERR_USER_ACTION_TIMEOUT:
    case FIDO_ERR_OPERATION_DENIED:
      return fault(FaultKind::forbidden,
                   "nobody touched the device in time: try again, and touch it when it blinks");
    case FIDO_ERR_UNSUPPORTED_OPTION:
    case FIDO_ERR_UNSUPPORTED_ALGORITHM:
    case FIDO_ERR_INVALID_COMMAND:
      return fault(FaultKind::outside, "the device is too old: it must keep passkeys (FIDO2)");
    default:
      return fault(FaultKind::outside, std::string("the device refused: ") + fido_strerr(code));
  }
}

class FidoAuthenticator final : public Authenticator {
 public:
  FidoAuthenticator(Owned<fido_dev_t> device, std::string pin_file)
      : device_(std::move(device)), pin_file_(std::move(pin_file)) {}

  Result<Bytes> make_passkey(const std::string& rp_id, const PasskeyOwner& owner,
                             const Bytes& client_data) override {
    const Owned<fido_cred_t> credential(fido_cred_new());
    fido_cred_t* const one = credential.get();
    const ByteView id = bytes_of(owner.id);
    const bool set =
        one != nullptr && fido_cred_set_type(one, COSE_ES256) == FIDO_OK &&
        fido_cred_set_clientdata(one, client_data.data(), client_data.size()) == FIDO_OK &&
        fido_cred_set_rp(one, rp_id.c_str(), "jium") == FIDO_OK &&
        fido_cred_set_user(one, id.data(), id.size(), owner.name.c_str(), nullptr, nullptr) == FIDO_OK &&
        fido_cred_set_rk(one, FIDO_OPT_TRUE) == FIDO_OK;
    if (!set) return fault(FaultKind::internal, "a passkey could not be asked for");
    JIUM_TRY(const auto pin, verification([&] { return fido_cred_set_uv(one, FIDO_OPT_TRUE); }));
    if (const int code = fido_dev_make_cred(device_.get(), one, pin_of(pin)); code != FIDO_OK)
      return refusal(code);
    return copy_of(fido_cred_authdata_raw_ptr(one), fido_cred_authdata_raw_len(one));
  }

  Result<desk::Assertion> sign(const std::string& rp_id, const Bytes& client_data) override {
    const Owned<fido_assert_t> assertion(fido_assert_new());
    fido_assert_t* const one = assertion.get();
    const bool set = one != nullptr &&
                     fido_assert_set_clientdata(one, client_data.data(), client_data.size()) == FIDO_OK &&
                     fido_assert_set_rp(one, rp_id.c_str()) == FIDO_OK;
    if (!set) return fault(FaultKind::internal, "a signature could not be asked for");
    JIUM_TRY(const auto pin, verification([&] { return fido_assert_set_uv(one, FIDO_OPT_TRUE); }));
    if (const int code = fido_dev_get_assert(device_.get(), one, pin_of(pin)); code != FIDO_OK)
      return refusal(code);
    if (fido_assert_count(one) == 0) return refusal(FIDO_ERR_NO_CREDENTIALS);
    // Of several accounts the one that was made last (CTAP 2.1, section 6.2.2).
    JIUM_TRY(Bytes data, unwrapped(fido_assert_authdata_ptr(one, 0), fido_assert_authdata_len(one, 0)));
    return desk::Assertion{copy_of(fido_assert_id_ptr(one, 0), fido_assert_id_len(one, 0)), client_data,
                           std::move(data),
                           copy_of(fido_assert_sig_ptr(one, 0), fido_assert_sig_len(one, 0))};
  }

 private:
  // A device with a PIN is told it, which verifies the person; one that verifies by itself is asked to.
  template <class AskForVerification>
  Result<Secret<std::string>> verification(AskForVerification ask) {
    if (fido_dev_has_pin(device_.get())) {
      JIUM_TRY(auto pin, ask_pin(pin_file_));
      say_touch();
      return pin;
    }
    if (!fido_dev_has_uv(device_.get())) {
      return fault(
          FaultKind::forbidden,
          "the device has no PIN yet, and jium takes passkeys of verified persons only: set one (for "
          "instance with `fido2-token -S`)");
    }
    if (ask() != FIDO_OK) return fault(FaultKind::internal, "a signature could not be asked for");
    say_touch();
    return Secret<std::string>();
  }
  static void say_touch() { fmt::print(stderr, "touch the device when it blinks\n"); }
  static const char* pin_of(const Secret<std::string>& pin) {
    return pin.reveal().empty() ? nullptr : pin.reveal().c_str();
  }
  // libfido2 1.12 gives an assertion's authenticator data as CTAP sends it, a byte string of CBOR.
  static Result<Bytes> unwrapped(const unsigned char* data, std::size_t size) {
    cbor_load_result read{};
    const Owned<cbor_item_t> item(cbor_load(data, size, &read));
    if (!item || !cbor_isa_bytestring(item.get()) || !cbor_bytestring_is_definite(item.get()))
      return fault(FaultKind::outside, "the device answered in a way that nobody foresaw");
    return copy_of(cbor_bytestring_handle(item.get()), cbor_bytestring_length(item.get()));
  }

  Owned<fido_dev_t> device_;
  std::string pin_file_;
};

// The paths of those that are plugged in.
std::vector<std::string> plugged_in() {
  fido_dev_info_t* list = fido_dev_info_new(kMostDevices);
  std::size_t found = 0;
  std::vector<std::string> paths;
  if (list != nullptr && fido_dev_info_manifest(list, kMostDevices, &found) == FIDO_OK) {
    for (std::size_t i = 0; i < found; ++i)
      paths.emplace_back(fido_dev_info_path(fido_dev_info_ptr(list, i)));
  }
  fido_dev_info_free(&list, kMostDevices);
  return paths;
}

Result<std::string> path_of(const std::string& wanted) {
  if (!wanted.empty()) return wanted;
  const auto paths = plugged_in();
  if (paths.empty())
    return fault(
        FaultKind::missing,
        "no security key is plugged in, or this user may not reach it (package libfido2-1 has the rules)");
  if (paths.size() == 1) return paths.front();
  std::string list;
  for (const std::string& path : paths) list += (list.empty() ? "" : ", ") + path;
  return fault(FaultKind::conflict,
               "several security keys are plugged in: say which with --device (" + list + ")");
}

}  // namespace

Result<std::unique_ptr<Authenticator>> find_authenticator(const std::string& device,
                                                          const std::string& pin_file) {
  fido_init(0);
  JIUM_TRY(const std::string path, path_of(device));
  Owned<fido_dev_t> opened(fido_dev_new());
  if (!opened || fido_dev_open(opened.get(), path.c_str()) != FIDO_OK)
    return fault(FaultKind::outside,
                 "the security key cannot be opened: is it plugged in, and is it this user's?");
  if (!fido_dev_is_fido2(opened.get())) return refusal(FIDO_ERR_INVALID_COMMAND);
  return std::make_unique<FidoAuthenticator>(std::move(opened), pin_file);
}

}  // namespace jium::cli
