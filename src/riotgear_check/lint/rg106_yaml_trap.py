"""YAML reads a plain word as something else: `no` as false, `2025-08-20` as a date, `010` as eight.

Why: YAML 1.1 guesses types. The Norwegian language is `no`, which is false; a CAS number can be a date.
Mend: put the value in quotes; write numbers in decimal digits, and truth values as `true` or `false`.
Example: `code: no` for `code: "no"`
"""

SEVERITY = "error"
