#include "jium/cli/credentials.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "jium/cli/session.h"

namespace jium::cli {
namespace {

namespace fs = std::filesystem;

class CredentialsFromEnvironment : public testing::Test {
 protected:
  CredentialsFromEnvironment()
      : folder_(fs::path(testing::TempDir()) / ("jium-config-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
    ::setenv("XDG_CONFIG_HOME", folder_.c_str(), 1);
    for (const char* name : {"JIUM_SERVER", "JIUM_KEY", "JIUM_KEY_FILE"}) ::unsetenv(name);
  }
  ~CredentialsFromEnvironment() override { fs::remove_all(folder_); }
  fs::path folder_;
  GlobalOptions options_;
};

TEST_F(CredentialsFromEnvironment, default_to_this_machine_without_a_key) {
  const auto found = find_credentials(options_);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->server, "http://127.0.0.1:8420");
  EXPECT_TRUE(found->secret.reveal().empty());
}

TEST_F(CredentialsFromEnvironment, use_the_saved_session_for_its_own_server_only) {
  ASSERT_TRUE(save_session({"http://127.0.0.1:9", Secret<std::string>("sess_1")}));
  EXPECT_EQ(find_credentials(options_)->server, "http://127.0.0.1:9");
  EXPECT_EQ(find_credentials(options_)->secret.reveal(), "sess_1");
  options_.server = "http://127.0.0.1:10";
  EXPECT_EQ(find_credentials(options_)->secret.reveal(), "");
}

TEST_F(CredentialsFromEnvironment, put_a_named_key_file_above_the_environment_above_the_session) {
  ASSERT_TRUE(save_session({"http://127.0.0.1:8420", Secret<std::string>("sess_1")}));
  ::setenv("JIUM_KEY", "jium_key-2", 1);
  EXPECT_EQ(find_credentials(options_)->secret.reveal(), "jium_key-2");
  const std::string file = (folder_ / "key").string();
  ASSERT_TRUE(SecretFile::make(file)->write(Secret<std::string>("jium_key-3")));
  options_.key_file = file;
  EXPECT_EQ(find_credentials(options_)->secret.reveal(), "jium_key-3");
  options_.key_file = file + "-not-there";
  EXPECT_EQ(find_credentials(options_).fault().kind, FaultKind::outside);
}

TEST_F(CredentialsFromEnvironment, are_saved_for_their_owner_alone_and_over_nothing) {
  const std::string file = (folder_ / "key").string();
  ASSERT_TRUE(SecretFile::make(file)->write(Secret<std::string>("jium_key-4")));
  struct stat status {};
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  EXPECT_EQ(SecretFile::make(file).fault().kind, FaultKind::conflict) << "a key is not overwritten";
  const std::string link = (folder_ / "link").string();
  fs::create_symlink(folder_ / "target", link);
  EXPECT_FALSE(SecretFile::make(link));
  EXPECT_FALSE(fs::exists(folder_ / "target")) << "never through a link";
  { const auto unused = SecretFile::make((folder_ / "unused.key").string()); }
  EXPECT_FALSE(fs::exists(folder_ / "unused.key")) << "an empty file is no key";
  EXPECT_EQ(SecretFile::make((folder_ / "no" / "folder").string()).fault().kind, FaultKind::outside);
}

}  // namespace
}  // namespace jium::cli
