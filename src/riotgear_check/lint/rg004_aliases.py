"""A file uses anchors or aliases.

Why: who reads a row must see all of it in its place; nested aliases can also grow without end.
Mend: write the value out.
Example: `terms: *cuffs`
"""

SEVERITY = "error"
