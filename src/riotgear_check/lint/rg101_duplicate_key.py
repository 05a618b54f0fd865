"""A key is given twice in one mapping.

Why: YAML keeps one of the two without a word, and the other is lost.
Mend: join the two, or rename one.
Example: `labels:` at the top and again at the end of a language file.
"""

SEVERITY = "error"
