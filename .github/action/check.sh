#!/usr/bin/env bash
# The check of action.yml. Reads COMMAND, TARGET, FORMAT, COLUMN, AS_OF and FAIL_ON; the tool is in $RUNNER_TEMP/riotgear-check.
set -euo pipefail

tool=("$RUNNER_TEMP/riotgear-check/bin/riotgear-check" "$COMMAND")
case "$COMMAND" in
    lint) ;;
    screen)
        tool+=("--fail-on=$FAIL_ON")
        [ -z "$COLUMN" ] || tool+=("--column=$COLUMN")
        [ -z "$AS_OF" ] || tool+=("--as-of=$AS_OF")
        ;;
    *) echo "riotgear-check: the input 'command' is screen or lint" >&2; exit 2 ;;
esac
[ "$FORMAT" = github ] || [ "$FORMAT" = sarif ] || { echo "riotgear-check: the input 'format' is github or sarif" >&2; exit 2; }
report=$RUNNER_TEMP/riotgear-check.sarif

# What the tool says on the way repeats column titles of the file: the runner must not take any of it for a command.
token=$(head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n')
echo "::stop-commands::$token"
status=0
{ "${tool[@]}" --format=sarif -- "$TARGET" >"$report"; } 2>&1 || status=$?
echo "::$token::"
[ -s "$report" ] || exit "$status"

# A second run, since annotations are only the first few of what SARIF has in full.
[ "$FORMAT" = sarif ] || "${tool[@]}" --format=github -- "$TARGET" 2>/dev/null || true
count='import json, sys; print(sum(len(run["results"]) for run in json.load(sys.stdin)["runs"]))'
findings=$("$RUNNER_TEMP/riotgear-check/bin/python" -I -c "$count" <"$report")
printf '%s\n' "sarif=$report" "findings=$findings" >>"$GITHUB_OUTPUT"
exit "$status"
