#!/usr/bin/env bash
# The check of action.yml. Reads COMMAND, TARGET, FORMAT, COLUMN, AS_OF and FAIL_ON; the tool is in $RUNNER_TEMP/riotgear-check.
set -euo pipefail

tool=("$RUNNER_TEMP/riotgear-check/bin/riotgear-check" "$COMMAND" "--format=$FORMAT")
case "$COMMAND" in
    lint) ;;
    screen)
        tool+=("--fail-on=$FAIL_ON")
        [ -z "$COLUMN" ] || tool+=("--column=$COLUMN")
        [ -z "$AS_OF" ] || tool+=("--as-of=$AS_OF")
        ;;
    *) echo "riotgear-check: the input 'command' is screen or lint" >&2; exit 2 ;;
esac
case "$FORMAT" in
    github) report=$RUNNER_TEMP/riotgear-check.txt ;;
    sarif) report=$RUNNER_TEMP/riotgear-check.sarif ;;
    *) echo "riotgear-check: the input 'format' is github or sarif" >&2; exit 2 ;;
esac

# What the tool says on the way repeats column titles of the file: the runner must not take any of it for a command.
token=$(head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n')
echo "::stop-commands::$token"
status=0
{ "${tool[@]}" -- "$TARGET" >"$report"; } 2>&1 || status=$?
echo "::$token::"

findings=0
if [ "$FORMAT" = github ]; then
    cat "$report"
    findings=$(grep -c '^::' "$report" || true)
elif [ -s "$report" ]; then
    count='import json, sys; print(sum(len(run["results"]) for run in json.load(sys.stdin)["runs"]))'
    findings=$("$RUNNER_TEMP/riotgear-check/bin/python" -I -c "$count" <"$report")
    echo "sarif=$report" >>"$GITHUB_OUTPUT"
fi
echo "findings=$findings" >>"$GITHUB_OUTPUT"
exit "$status"
