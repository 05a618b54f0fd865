"""A file cannot be read, or is not UTF-8.

Why: a file in another encoding shows wrong letters on another computer, and words with wrong letters match nothing.
Mend: check the path and its rights; save the file as UTF-8.
Example: `Matraque télescopique` saved as Latin-1.
"""

SEVERITY = "error"
