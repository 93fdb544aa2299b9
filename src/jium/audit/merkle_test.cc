#include "jium/audit/merkle.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <map>

#include "jium/audit/memory_tiles.h"

namespace jium::audit {
namespace {

// The eight leaves and their roots that certificate-transparency's implementations have shared as test data
// since RFC 6962.
const std::vector<std::string> kLeaves{
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> kRoots{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

// A tree of `size` leaves, kept as a store keeps it.
struct Grown {
  Frontier frontier;
  MemoryTiles tiles;
  std::vector<Hash> leaves;
  std::vector<Hash> roots{empty_root()};

  void append(const Hash& leaf) {
    std::vector<TileCell> cells;
    frontier.append(leaf, &cells);
    tiles.keep(cells);
    leaves.push_back(leaf);
    roots.push_back(frontier.root());
  }
  explicit Grown(std::uint64_t size) {
    for (std::uint64_t i = 0; i < size; ++i) append(leaf_hash(bytes_of(std::to_string(i))));
  }
  explicit Grown(const std::vector<std::string>& hex_leaves) {
    for (const std::string& leaf : hex_leaves) append(leaf_hash(*from_hex(leaf)));
  }
};

std::vector<std::string> hex_of(const std::vector<Hash>& hashes) {
  std::vector<std::string> texts;
  for (const Hash& hash : hashes) texts.push_back(to_hex(hash));
  return texts;
}

// RFC 6962's definitions, word for word and slow: the plain twin.
class Definition {
 public:
  explicit Definition(const std::vector<Hash>& leaves) : leaves_(leaves) {}
  Hash mth(std::size_t from, std::size_t to) {
    if (from == to) return empty_root();
    if (to - from == 1) return leaves_[from];
    const auto known = known_.find({from, to});
    if (known != known_.end()) return known->second;
    const std::size_t k = from + std::bit_floor(to - from - 1);
    return known_[{from, to}] = node_hash(mth(from, k), mth(k, to));
  }
  std::vector<Hash> path(std::size_t m, std::size_t from, std::size_t to) {
    if (to - from <= 1) return {};
    const std::size_t k = from + std::bit_floor(to - from - 1);
    std::vector<Hash> proof = m < k ? path(m, from, k) : path(m, k, to);
    proof.push_back(m < k ? mth(k, to) : mth(from, k));
    return proof;
  }
  std::vector<Hash> subproof(std::size_t m, std::size_t from, std::size_t to, bool whole) {
    if (m == to && whole) return {};
    if (m == to) return {mth(from, to)};
    const std::size_t k = from + std::bit_floor(to - from - 1);
    std::vector<Hash> proof = m <= k ? subproof(m, from, k, whole) : subproof(m, k, to, false);
    proof.push_back(m <= k ? mth(k, to) : mth(from, k));
    return proof;
  }

 private:
  const std::vector<Hash>& leaves_;
  std::map<std::pair<std::size_t, std::size_t>, Hash> known_;
};

TEST(Merkle, has_the_roots_that_certificate_transparency_publishes_for_its_test_leaves) {
  EXPECT_EQ(hex_of(Grown(kLeaves).roots), kRoots);
}

TEST(Merkle, makes_the_proofs_that_certificate_transparency_publishes_for_its_test_leaves) {
  const Grown tree(kLeaves);
  EXPECT_EQ(hex_of(*TreeReader(tree.tiles, 8).inclusion_proof(5)),
            (std::vector<std::string>{"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                                      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                      kRoots[4]}));
  EXPECT_EQ(hex_of(*TreeReader(tree.tiles, 3).inclusion_proof(2)), std::vector<std::string>{kRoots[2]});
  EXPECT_EQ(hex_of(*TreeReader(tree.tiles, 8).consistency_proof(6)),
            (std::vector<std::string>{"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                                      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                      kRoots[4]}));
  EXPECT_EQ(
      hex_of(*TreeReader(tree.tiles, 7).consistency_proof(3)),
      (std::vector<std::string>{"0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7",
                                "07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7", kRoots[2],
                                "837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e"}));
  EXPECT_TRUE(TreeReader(tree.tiles, 8).consistency_proof(8)->empty());
}

constexpr std::size_t kLargestTried = 300;

TEST(Merkle, roots_and_inclusion_proofs_of_all_sizes_are_what_the_rfc_defines_and_hold) {
  const Grown tree(kLargestTried);
  Definition definition(tree.leaves);
  for (std::size_t size = 0; size <= kLargestTried; ++size) {
    TreeReader reader(tree.tiles, size);
    ASSERT_EQ(*reader.root(), definition.mth(0, size)) << size;
    ASSERT_EQ(tree.roots[size], definition.mth(0, size)) << size;
    ASSERT_EQ(reader.frontier()->root(), tree.roots[size]) << size;
    for (std::size_t leaf = 0; leaf < size; ++leaf) {
      const auto proof = reader.inclusion_proof(leaf);
      ASSERT_EQ(*proof, definition.path(leaf, 0, size)) << leaf << " of " << size;
      ASSERT_TRUE(verify_inclusion(tree.leaves[leaf], leaf, size, *proof, tree.roots[size]));
    }
  }
}

TEST(Merkle, consistency_proofs_of_all_pairs_of_sizes_are_what_the_rfc_defines_and_hold) {
  const Grown tree(kLargestTried);
  Definition definition(tree.leaves);
  for (std::size_t size = 0; size <= kLargestTried; ++size) {
    TreeReader reader(tree.tiles, size);
    for (std::size_t old = 0; old <= size; ++old) {
      const auto proof = reader.consistency_proof(old);
      const auto expected = old == 0 ? std::vector<Hash>{} : definition.subproof(old, 0, size, true);
      ASSERT_EQ(*proof, expected) << old << " to " << size;
      ASSERT_TRUE(verify_consistency(old, tree.roots[old], size, tree.roots[size], *proof));
    }
  }
}

// Every way to be wrong by a little: another leaf, place or size, a proof with a bit, a hash more or less.
RC_GTEST_PROP(Merkle, a_proof_of_inclusion_holds_for_nothing_else, ()) {
  static const Grown tree(kLargestTried);
  const auto size = *rc::gen::inRange<std::uint64_t>(1, kLargestTried + 1);
  const auto leaf = *rc::gen::inRange<std::uint64_t>(0, size);
  const std::vector<Hash> proof = *TreeReader(tree.tiles, size).inclusion_proof(leaf);
  const Hash& root = tree.roots[size];
  const auto other = *rc::gen::inRange<std::uint64_t>(0, kLargestTried);
  if (other != leaf) {
    RC_ASSERT_FALSE(verify_inclusion(tree.leaves[other], leaf, size, proof, root));
    RC_ASSERT_FALSE(verify_inclusion(tree.leaves[leaf], other, size, proof, root));
  }
  RC_ASSERT_FALSE(verify_inclusion(tree.leaves[leaf], size, size, proof, root));
  if (size != other)
    RC_ASSERT_FALSE(verify_inclusion(tree.leaves[leaf], leaf, size, proof, tree.roots[other]));
  auto longer = proof;
  longer.push_back(root);
  RC_ASSERT_FALSE(verify_inclusion(tree.leaves[leaf], leaf, size, longer, root));
  if (proof.empty()) return;
  RC_ASSERT_FALSE(verify_inclusion(tree.leaves[leaf], leaf, size, std::span(proof).subspan(1), root));
  auto spoilt = proof;
  spoilt[*rc::gen::inRange<std::size_t>(0, spoilt.size())][*rc::gen::inRange(0, 32)] ^=
      static_cast<std::uint8_t>(1U << *rc::gen::inRange(0U, 8U));
  RC_ASSERT_FALSE(verify_inclusion(tree.leaves[leaf], leaf, size, spoilt, root));
}

RC_GTEST_PROP(Merkle, a_proof_of_consistency_holds_for_nothing_else, ()) {
  static const Grown tree(kLargestTried);
  const auto size = *rc::gen::inRange<std::uint64_t>(2, kLargestTried + 1);
  const auto old = *rc::gen::inRange<std::uint64_t>(1, size);
  const std::vector<Hash> proof = *TreeReader(tree.tiles, size).consistency_proof(old);
  const auto holds = [&](std::uint64_t from, const Hash& a, std::uint64_t to, const Hash& b,
                         std::span<const Hash> by) { return verify_consistency(from, a, to, b, by); };
  RC_ASSERT(holds(old, tree.roots[old], size, tree.roots[size], proof));
  const auto other = *rc::gen::inRange<std::uint64_t>(1, kLargestTried);
  if (other != old) RC_ASSERT_FALSE(holds(old, tree.roots[other], size, tree.roots[size], proof));
  if (other != size) RC_ASSERT_FALSE(holds(old, tree.roots[old], size, tree.roots[other], proof));
  RC_ASSERT_FALSE(holds(size, tree.roots[size], old, tree.roots[old], proof));
  RC_ASSERT_FALSE(holds(old, tree.roots[old], size, tree.roots[size], {}));
  auto longer = proof;
  longer.push_back(tree.roots[size]);
  RC_ASSERT_FALSE(holds(old, tree.roots[old], size, tree.roots[size], longer));
  auto spoilt = proof;
  spoilt[*rc::gen::inRange<std::size_t>(0, spoilt.size())][*rc::gen::inRange(0, 32)] ^=
      static_cast<std::uint8_t>(1U << *rc::gen::inRange(0U, 8U));
  RC_ASSERT_FALSE(holds(old, tree.roots[old], size, tree.roots[size], spoilt));
}

TEST(Merkle, a_tree_goes_on_from_its_frontier_and_from_subtrees_that_are_known_by_their_roots) {
  const Grown tree(70'000);
  TreeReader reader(tree.tiles, 70'000);
  EXPECT_EQ(*reader.root(), tree.frontier.root());
  TreeReader before(tree.tiles, 69'999);
  Frontier frontier = *before.frontier();
  frontier.append(tree.leaves.back());
  EXPECT_EQ(frontier.root(), tree.frontier.root());
  EXPECT_TRUE(verify_inclusion(tree.leaves[40'000], 40'000, 70'000, *reader.inclusion_proof(40'000),
                               tree.frontier.root()));
  EXPECT_TRUE(
      verify_consistency(300, tree.roots[300], 70'000, tree.frontier.root(), *reader.consistency_proof(300)));

  Frontier coarse;
  ASSERT_TRUE(coarse.append_subtree(16, *reader.subtree(16, 0)));
  EXPECT_EQ(coarse.root(), tree.roots[65'536]);
  EXPECT_FALSE(coarse.append_subtree(17, *reader.subtree(0, 0))) << "it would not begin at a multiple";
  EXPECT_FALSE(coarse.append_subtree(63, *reader.subtree(0, 0)));
}

TEST(Merkle, an_inner_node_is_no_leaf_however_well_its_proof_computes_the_root) {
  const Grown tree(4);
  TreeReader reader(tree.tiles, 4);
  const std::vector<Hash> proof{*reader.subtree(1, 1)};
  EXPECT_EQ(node_hash(*reader.subtree(1, 0), proof.front()), tree.roots[4]);
  EXPECT_FALSE(verify_inclusion(*reader.subtree(1, 0), 0, 4, proof, tree.roots[4]));
}

TEST(Merkle, nothing_is_consistent_with_a_tree_of_another_root_or_a_size_that_was_not_reached) {
  const Grown tree(8);
  const auto holds = [&](std::uint64_t from, const Hash& old_root, std::uint64_t to, const Hash& new_root,
                         const std::vector<Hash>& proof) {
    return verify_consistency(from, old_root, to, new_root, proof);
  };
  EXPECT_TRUE(holds(5, tree.roots[5], 5, tree.roots[5], {}));
  EXPECT_FALSE(holds(5, tree.roots[5], 5, tree.roots[6], {}));
  EXPECT_FALSE(holds(5, tree.roots[5], 5, tree.roots[5], {tree.roots[5]}));
  EXPECT_TRUE(holds(0, empty_root(), 8, tree.roots[8], {}));
  EXPECT_FALSE(holds(0, tree.roots[1], 8, tree.roots[8], {}));
  EXPECT_FALSE(holds(0, empty_root(), 8, tree.roots[8], {tree.roots[8]}));
  const std::vector<Hash> to_four = *TreeReader(tree.tiles, 4).consistency_proof(2);
  EXPECT_TRUE(holds(2, tree.roots[2], 4, tree.roots[4], to_four));
  EXPECT_FALSE(holds(2, tree.roots[2], 8, tree.roots[4], to_four)) << "the root of four leaves, called eight";
}

TEST(Merkle, a_size_that_does_not_fit_its_frontier_or_its_tiles_is_refused) {
  EXPECT_FALSE(Frontier::restore(3, {empty_root()}));
  EXPECT_FALSE(Frontier::restore(kLargestTree + 1, {empty_root()}));
  const Grown tree(5);
  EXPECT_FALSE(TreeReader(tree.tiles, 6).root()) << "a leaf is lost";
  EXPECT_FALSE(TreeReader(tree.tiles, 5).inclusion_proof(5));
  EXPECT_FALSE(TreeReader(tree.tiles, 5).consistency_proof(6));
  EXPECT_FALSE(TreeReader(tree.tiles, 5).subtree(2, 1));
}

TEST(Merkle, tiles_are_named_as_c2sp_has_them_and_hold_every_eighth_level) {
  EXPECT_EQ(path_of({0, 1'234'067, 256}), "tile/0/x001/x234/067");
  EXPECT_EQ(path_of({1, 0, 17}), "tile/1/000.p/17");
  const Grown tree(512);
  EXPECT_EQ(tree.tiles.tile({1, 0, 2})->at(1), *TreeReader(tree.tiles, 512).subtree(8, 1));
  EXPECT_EQ(tree.tiles.tile({0, 1, 256})->front(), tree.leaves[256]);
}

}  // namespace
}  // namespace jium::audit
