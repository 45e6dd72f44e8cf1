#!/usr/bin/env bash
# Annotate, write SARIF, look for lost caveats; the exit status is the gravest of the three.
set -uo pipefail
status=0
worst() { [ "$1" -gt "$status" ] && status=$1; return 0; }

read -r -a paths <<<"$PATHS"
checker review "${paths[@]}" --format github ${FAIL_ON:+--fail-on "$FAIL_ON"}
worst $?
if [ -n "$SARIF" ]; then
  checker review "${paths[@]}" --format sarif --output "$SARIF"
  worst $?
fi
revision=${COMPARE:-$BASE}
if [ -n "$revision" ] && [ "$revision" != none ]; then
  git cat-file -e "$revision^{commit}" 2>/dev/null || git fetch --quiet --depth=1 origin "$revision"
  fail=()
  [ "$FAIL_ON_LOSS" = true ] && fail=(--fail)
  checker diff --git "$revision" --format github ${fail[@]+"${fail[@]}"} "${paths[@]}"
  worst $?
fi
exit "$status"
