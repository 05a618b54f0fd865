"""A value is of the wrong type.

Why: a list is expected and a text stands there, or the like; it cannot be used.
Mend: write it as the message says.
Example: `cas: 57-43-2` for `cas: ["57-43-2"]`
"""

SEVERITY = "error"
