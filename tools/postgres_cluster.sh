#!/bin/sh
# A PostgreSQL 15 cluster for tests: in a folder of its own, on a socket in that folder, without a port.
#   postgres_cluster.sh start PID    prints the folder; the cluster and its folder go when process PID has ended
#   postgres_cluster.sh kill FOLDER  ends it as a power cut would, for tests of recovery
#   postgres_cluster.sh again FOLDER starts it anew after that
# As root, PostgreSQL runs as the user `postgres` (it refuses root); otherwise as whoever calls.
set -eu
bin=/usr/lib/postgresql/15/bin
[ -x "$bin/initdb" ] || { echo "postgresql-15 is not installed" >&2; exit 3; }
as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
run() { cd "$1"; as "$bin/pg_ctl" -D "$1/data" -l "$1/log" -w -s start >/dev/null 2>&1 </dev/null; }

case "$1" in
start)
  folder=$(mktemp -d "${TMPDIR:-/tmp}/jium-pg-XXXXXX")
  [ "$(id -u)" != 0 ] || chown postgres "$folder"
  cd "$folder"
  as "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null 2>&1
  as sh -c "cat >>'$folder/data/postgresql.conf'" <<CONF
listen_addresses = ''
unix_socket_directories = '$folder'
fsync = ${JIUM_TEST_FSYNC:-off}
max_connections = 100
shared_buffers = 32MB
autovacuum = off
log_min_messages = fatal
CONF
  run "$folder"
  as "$bin/psql" -q -X -h "$folder" -U postgres -d postgres -v ON_ERROR_STOP=1 >/dev/null <<SQL
create role jium_owner login;
create role jium_app login;
SQL
  watched=$2
  # Waits in the background for whoever asked, then clears up.
  (
    trap '' HUP INT
    tail --pid="$watched" -f /dev/null
    as "$bin/pg_ctl" -D "$folder/data" -m immediate -w -s stop >/dev/null 2>&1 || true
    rm -rf "$folder"
  ) </dev/null >/dev/null 2>&1 &
  echo "$folder"
  ;;
kill)
  server=$(head -1 "$2/data/postmaster.pid")
  kill -STOP "$server"  # so that it starts no further process meanwhile
  all="$(ps -o pid= --ppid "$server") $server"
  kill -9 $all 2>/dev/null || true
  # Until each has ended; whoever is to collect a dead one may take his time, and its number would still be taken.
  while ps -o stat= -p "$(echo $all | tr ' ' ,)" | grep -qv Z; do sleep 0.05; done
  rm -f "$2/data/postmaster.pid" "$2"/.s.PGSQL.*
  ;;
again)
  run "$2"
  ;;
esac
