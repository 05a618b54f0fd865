"""A file is too large, or nested too deep.

Why: lists are read by people; a file of this size is a mistake or an attack.
Mend: split the file.
Example: a language file of more than 4 million bytes.
"""

SEVERITY = "error"
