"""A key is missing that every record of its kind must have.

Why: the tool promises that field to its readers.
Mend: add the key.
Example: an entry without `source`.
"""

SEVERITY = "error"
