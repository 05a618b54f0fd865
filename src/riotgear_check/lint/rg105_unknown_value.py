"""A value is none of those allowed, for instance a measure, relation, role or level.

Why: the law of a list is computed from these words.
Mend: use one of the words that the hint names.
Example: `measure: forbidden` for `measure: prohibited`
"""

SEVERITY = "error"
