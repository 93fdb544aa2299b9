#!/usr/bin/env bash
# Installs a package where nothing else is: into a bare Debian 12 that mmdebstrap made, by apt, and starts the
# service's own command there as its user; then builds the container image of the same Debian and runs that.
# Needs root, mmdebstrap, buildah, lintian, systemd, and Debian's mirror.
#   package_check.sh DEB FOLDER     (what is made lies in FOLDER; the bare Debian is made once)
set -euo pipefail
deb=$(realpath "$1")
folder=$(mkdir -p "$2" && realpath "$2")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
say() { printf 'package check: %s\n' "$*"; }
fail() { say "FAILED: $*"; exit 1; }
[[ $(id -u) == 0 ]] || fail "this needs root, for a chroot"
for needed in mmdebstrap buildah lintian systemd-analyze; do
  command -v "$needed" >/dev/null || fail "$needed is not installed: ./dev package --check installs it"
done
root=$folder/root
pids=()
clear_up() {
  for pid in ${pids[@]+"${pids[@]}"}; do kill -9 -- "-$pid" 2>/dev/null || true; done
  ! mountpoint -q "$root/proc" || umount -l "$root/proc"
}
trap clear_up EXIT

# Asks as the Containerfile's health check does: the status line of PATH at the address in FILE's first line.
status_of() {  # FILE PATH
  local address
  address=$(sed -n '1s#.*"server":"http://\([0-9.:]*\)".*#\1#p' "$1")
  [[ -n "$address" ]] || return 1
  exec 3<>"/dev/tcp/${address%:*}/${address#*:}" || return 1
  printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$2" >&3
  head -n 1 <&3
  exec 3>&-
}
must_serve() {  # WHAT FILE PID: it gets ready, and ends with 0 when asked to
  local status="" _
  for _ in $(seq 300); do
    status=$(status_of "$2" /api/v1/health/ready 2>/dev/null || true)
    [[ "$status" != *" 200 "* ]] || break
    sleep 0.2
  done
  [[ "$status" == *" 200 "* ]] || { cat "$2" "$2.err"; fail "$1 does not get ready: $status"; }
  say "$1 is ready:$(status_of "$2" /api/v1/health/live | tr -d '\r' | sed 's/^HTTP[^ ]*//')"
  local server
  server=$(pgrep --session "$3" -x jium | head -n 1)
  kill -TERM "$server"
  wait "$3" || fail "$1 ended with $? after SIGTERM"
}

[[ -s "$folder/debian.tar" ]] || { say "making a bare Debian 12"; mmdebstrap --quiet --variant=minbase --include=ca-certificates bookworm "$folder/debian.tar"; }

# ---- into a bare Debian 12 ----
rm -rf "$root" && mkdir "$root" && tar -C "$root" -xf "$folder/debian.tar"
cp "$deb" "$root/jium.deb"
mount -t proc proc "$root/proc"
chroot "$root" sh -c 'cd / && apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ./jium.deb' \
  >"$folder/install.log" 2>&1 || { tail -n 20 "$folder/install.log"; fail "apt does not install it"; }
say "$(basename "$deb") is installed with $(grep -c '^Setting up' "$folder/install.log") packages"
unit=$root/lib/systemd/system/jium.service
install -d -o "$(chroot "$root" id -u jium)" -g "$(chroot "$root" id -g jium)" -m 0700 "$root/var/lib/jium" "$root/run/jium"
as_jium() { chroot "$root" setpriv --reuid=jium --regid=jium --clear-groups --no-new-privs --bounding-set=-all "$@"; }
read -ra before < <(sed -n 's/^ExecStartPre=//p' "$unit")
read -ra start < <(sed -n 's/^ExecStart=//p' "$unit")
as_jium "${before[@]}" >/dev/null || fail "${before[*]}"
setsid -w bash -c 'exec chroot "$0" setpriv --reuid=jium --regid=jium --clear-groups --no-new-privs --bounding-set=-all "$@"' \
  "$root" "${start[@]}" --json --listen 127.0.0.1:0 >"$folder/serve" 2>"$folder/serve.err" &
pids+=($!)
must_serve "${start[*]}" "$folder/serve" $!
[[ "$(stat -c '%U %a' "$root/var/lib/jium/jium.db" | cut -d ' ' -f 2)" == 600 ]] || fail "the database may be read by others"
# By the systemd of this machine: the bare one has none.
mkdir -p "$folder/unit" && sed "s#/usr/bin/jium#$root/usr/bin/jium#" "$unit" >"$folder/unit/jium.service"
systemd-analyze verify --man=no "$folder/unit/jium.service" 2>"$folder/verify" || { cat "$folder/verify"; fail "systemd-analyze verify"; }
[[ ! -s "$folder/verify" ]] || { cat "$folder/verify"; fail "systemd-analyze verify has a remark"; }
systemd-analyze security --offline=true --threshold=20 "$unit" | tail -n 1
DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get purge -y -qq jium >/dev/null 2>&1 || fail "it cannot be removed"
[[ -s "$root/var/lib/jium/jium.key" ]] || fail "removing it took the data along"
umount "$root/proc"
lintian --fail-on error,warning "$deb" || fail "lintian"

# ---- the container ----
build() { buildah --root "$folder/images" --runroot "$folder/containers" --storage-driver vfs "$@"; }
base=$(build from scratch)
build add -q "$base" "$folder/debian.tar" / >/dev/null
build commit -q "$base" localhost/debian:12 >/dev/null
build rm "$base" >/dev/null
mkdir -p "$folder/context" && cp "$deb" "$folder/context/jium.deb"
build build -q --isolation chroot --format docker --build-arg BASE=localhost/debian:12 --build-arg DEB=jium.deb \
  -t localhost/jium -f "$here/../Containerfile" "$folder/context" >"$folder/image.log" 2>&1 || { tail -n 20 "$folder/image.log"; fail "the image"; }
say "the image is built: $(build images --format '{{.Size}}' localhost/jium)"
build inspect --type image --format '{{.OCIv1.Config.User}} {{.OCIv1.Config.Entrypoint}}' localhost/jium | grep -qx 'jium \[jium\]' || fail "the image runs something else"
container=$(build from localhost/jium)
setsid -w buildah --root "$folder/images" --runroot "$folder/containers" --storage-driver vfs run --isolation chroot --user jium "$container" -- \
  jium serve --config /etc/jium/jium.toml --data /var/lib/jium --json --listen 127.0.0.1:0 >"$folder/contained" 2>"$folder/contained.err" &
pids+=($!)
must_serve "the container" "$folder/contained" $!
build rm "$container" >/dev/null
say "good"
