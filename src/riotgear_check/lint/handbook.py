"""docs/rules.md from the docstrings of the rules."""

from __future__ import annotations

import sys

from riotgear_check.lint.registry import RULES, Rule


def handbook() -> str:
    """All manuals as one Markdown page: docs/rules.md."""
    parts = [
        "# The rules of `riotgear-check lint`\n\n"
        "<!-- Generated from the docstrings of src/riotgear_check/lint/rg*.py: change those, then run"
        " `python -m riotgear_check.lint.handbook > docs/rules.md`. -->\n\n"
        "An error makes `lint` end with exit code 4, a warning only with `--strict`, a note never: it says what is still to be"
        " done. In the formats `text` and `github` the notes of a rule in one file are one line. `riotgear-check lint"
        " --explain RG101` prints one of these pages.\n\n| code | severity | finds |\n|---|---|---|\n"
        + "".join(f"| [{r.code}](#{_anchor(r)}) | {r.severity} | {r.title} |\n" for r in RULES.values())
    ]
    for rule in RULES.values():
        # Every line of a manual stays a line: two spaces at its end are Markdown for that.
        body = "  \n".join(line for line in rule.manual.splitlines() if line)
        parts.append(f"## {rule.code} {rule.name}\n\n{body}\n")
    return "\n".join(parts)


def _anchor(rule: Rule) -> str:
    return f"{rule.code} {rule.name}".lower().replace(" ", "-")


if __name__ == "__main__":
    sys.stdout.write(handbook())
