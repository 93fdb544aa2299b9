#!/usr/bin/env bash
# run.sh STORY.ts...: runs stories with Node 22; ends with 77, and says why, where something is missing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
skip() { printf 'SKIPPED: %s\n' "$*" >&2; exit 77; }

export PATH="$root/build/tools/bin:$PATH"
node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 22 || (a == 22 && b >= 18) ? 0 : 1)' 2>/dev/null ||
  skip "there is no Node 22 here: ./dev web fetches it"
[[ -x "${JIUM_CHROMIUM:-/usr/bin/chromium}" ]] || skip "there is no Chromium here: apt-get install chromium"
[[ -d "$here/node_modules/playwright-core" && -f "$root/build/web/intake/intake.js" ]] || skip "web/ was not built: ./dev web"
exec node --test --test-reporter=spec "$@"
