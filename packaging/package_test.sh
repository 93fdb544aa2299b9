#!/usr/bin/env bash
# The package builds, holds what it should and nothing else, and what is in it runs from an extracted folder.
#   package_test.sh BUILD-FOLDER
set -euo pipefail
build=$1
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
say() { printf 'package: %s\n' "$*"; }
fail() { say "FAILED: $*"; exit 1; }

cpack --config "$build/CPackConfig.cmake" -G DEB -B "$place/out" >"$place/log" 2>&1 || { cat "$place/log"; fail "cpack"; }
deb=$(find "$place/out" -maxdepth 1 -name '*.deb')
[[ -s "$deb" ]] || fail "there is no package"

# What `./dev web` built is in it or is not; the files of a build are its own matter, their kinds are not.
web=$(dpkg-deb -c "$deb" | awk '$1 !~ /^d/ { print $6 }' | grep '^./usr/share/jium/web/' || true)
[[ -z "$web" ]] || grep -qx ./usr/share/jium/web/console/index.html <<<"$web" || fail "web faces without a console"
files=$(dpkg-deb -c "$deb" | awk '$1 !~ /^d/ { print $6 }' | grep -v '^./usr/share/jium/web/' | sort)
expected='./etc/jium/jium.toml
./lib/systemd/system/jium.service
./usr/bin/jium
./usr/share/doc/jium/README.md
./usr/share/doc/jium/backup.md
./usr/share/doc/jium/changelog.gz
./usr/share/doc/jium/configuration.md
./usr/share/doc/jium/console.md
./usr/share/doc/jium/copyright
./usr/share/doc/jium/data_and_keys.md
./usr/share/doc/jium/key_rotation.md
./usr/share/doc/jium/logs.md
./usr/share/doc/jium/metrics_and_health.md
./usr/share/doc/jium/packages.md
./usr/share/doc/jium/postgresql.md
./usr/share/doc/jium/postgresql_high_availability.md
./usr/share/man/man1/jium.1.gz'
[[ "$files" == "$expected" ]] || { diff <(echo "$expected") <(echo "$files") || true; fail "other files than expected"; }
dpkg-deb -c "$deb" | awk '$2 != "root/root" { exit 1 }' || fail "a file does not belong to root"
dpkg-deb -I "$deb" conffiles | grep -qx /etc/jium/jium.toml || fail "the configuration is no conffile"
depends=$(dpkg-deb -f "$deb" Depends)
for needed in libsodium23 libsqlite3-0 libseccomp2 libavcodec59 adduser; do
  [[ "$depends" == *"$needed"* ]] || fail "it does not depend on $needed: $depends"
done
for script in postinst prerm postrm; do dpkg-deb -I "$deb" "$script" | sh -n || fail "$script"; done

dpkg-deb -x "$deb" "$place/root"
[[ "$("$place/root/usr/bin/jium" --version)" == "jium $(dpkg-deb -f "$deb" Version)" ]] || fail "another version"
"$place/root/usr/bin/jium" config check "$place/root/etc/jium/jium.toml" || fail "its own configuration is refused"
# 0 is best, 10 worst; the unit has 1.4 with systemd 252.
if command -v systemd-analyze >/dev/null; then
  systemd-analyze security --offline=true --threshold=20 "$place/root/lib/systemd/system/jium.service" >"$place/exposure" ||
    { cat "$place/exposure"; fail "the unit gives away more than 2.0"; }
  tail -n 1 "$place/exposure"
fi
if command -v lintian >/dev/null; then lintian --fail-on error,warning "$deb" || fail "lintian"; fi
say "$(basename "$deb"): $(stat -c %s "$deb") bytes, good"
