#include "jium/exchange/block_page.h"

#include <gtest/gtest.h>

#include "jium/exchange/feed_page.h"

namespace jium::exchange {
namespace {

using registry::BlockAct;
using registry::BlockEntry;

struct Made {
  BlockPage page;
  audit::NoteKey key;
};

// Two addresses, the first of them lifted again.
Made made_page() {
  BlockPage page;
  page.list = registry::BlockListId(7);
  const auto signer =
      audit::NoteSigner::make(key_name_of(page.list), audit::KeyUse::sign,
                              Secret<audit::NoteSigner::Seed>(audit::NoteSigner::Seed{1, 2, 3}))
          .value();
  const auto add = [&](BlockEntry entry) {
    entry.seq = page.entries.size() + 1;
    entry.digest = digest_of_entry(entry);
    page.chain = chain_after(page.chain, entry.digest);
    page.entries.push_back(std::move(entry));
  };
  for (std::uint64_t i = 1; i <= 2; ++i) {
    BlockEntry entry;
    entry.entry = registry::EntryId(i);
    entry.address = registry::WebAddress::parse("https://site.example/v/" + std::to_string(i)).value();
    entry.salt.fill(static_cast<std::uint8_t>(i));
    add(std::move(entry));
  }
  BlockEntry lifted;
  lifted.act = BlockAct::lifted;
  lifted.entry = registry::EntryId(1);
  add(lifted);
  page.entries[0].act = BlockAct::gone;
  page.entries[0].address.reset();
  page.entries[0].salt = {};
  page.upto = page.newest = 3;
  sign(page, signer);
  return {page, signer.key()};
}

TEST(BlockPage, IsReadAsItWasWrittenAndHolds) {
  const Made made = made_page();
  const auto read = read_block_page(boost::json::parse(boost::json::serialize(to_json(made.page))));
  ASSERT_TRUE(read.has_value()) << read.fault().what;
  EXPECT_TRUE(check_page(*read, made.key).has_value());
  EXPECT_EQ(read->entries.size(), 3U);
  EXPECT_EQ(read->entries[1].address->canonical().reveal(), "https://site.example/v/2");
  EXPECT_FALSE(read->entries[0].address) << "what is lifted is told to nobody any more";
}

TEST(BlockPage, WhateverIsChangedIsNoticed) {
  const Made made = made_page();
  const auto holds = [&](auto change) {
    BlockPage page = made.page;
    change(page);
    return check_page(page, made.key).has_value();
  };
  EXPECT_TRUE(holds([](BlockPage&) {}));
  EXPECT_FALSE(holds([](BlockPage& page) {
    page.entries[1].address = registry::WebAddress::parse("https://site.example/v/3").value();
  }));
  EXPECT_FALSE(holds([](BlockPage& page) { page.entries[1].salt[0] ^= 1; }));
  EXPECT_FALSE(holds([](BlockPage& page) { page.entries[0].digest[0] ^= 1; }));
  EXPECT_FALSE(holds([](BlockPage& page) { page.entries.pop_back(); }));
  EXPECT_FALSE(holds([](BlockPage& page) { std::swap(page.entries[0], page.entries[1]); }));
  EXPECT_FALSE(holds([](BlockPage& page) { page.newest = 9; }));
  EXPECT_FALSE(holds([](BlockPage& page) { page.list = registry::BlockListId(8); }));
  EXPECT_FALSE(holds([](BlockPage& page) { page.issued_at += Duration{1}; }));
}

TEST(BlockPage, AFeedsKeySignsNoBlockList) {
  Made made = made_page();
  const auto other =
      audit::NoteSigner::make(key_name_of(registry::FeedId(7)), audit::KeyUse::sign,
                              Secret<audit::NoteSigner::Seed>(audit::NoteSigner::Seed{1, 2, 3}))
          .value();
  sign(made.page, other);
  EXPECT_FALSE(check_page(made.page, other.key()).has_value());
}

TEST(BlockPage, AnotherSpellingOfAnAddressOrAMemberTooManyIsRefused) {
  const auto json = to_json(made_page().page);
  const auto with = [&](auto change) {
    boost::json::object copy = json;
    change(copy);
    return read_block_page(copy).has_value();
  };
  const auto entry = [](boost::json::object& page) -> boost::json::object& {
    return page.at("entries").as_array().at(1).as_object();
  };
  EXPECT_TRUE(with([](auto&) {}));
  EXPECT_FALSE(with([&](auto& page) { entry(page)["address"] = "HTTPS://site.example/v/2"; }));
  EXPECT_FALSE(with([&](auto& page) { entry(page)["address"] = "ftp://site.example/"; }));
  EXPECT_FALSE(with([&](auto& page) { entry(page)["why"] = "x"; }));
  EXPECT_FALSE(with([&](auto& page) { entry(page).erase("salt"); }));
  EXPECT_FALSE(with([](auto& page) { page["format"] = "jium-feed-page/1"; }));
}

}  // namespace
}  // namespace jium::exchange
