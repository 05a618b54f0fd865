"""A file is empty.

Why: it is a list that says nothing, most often a save that failed.
Mend: fill it or delete it.
Example: a file of comments only.
"""

SEVERITY = "error"
