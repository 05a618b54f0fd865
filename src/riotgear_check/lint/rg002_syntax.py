"""A file is not valid YAML.

Why: nothing in it can be used.
Mend: the place is where the parser gave up; the fault is there or on the line before. Often a bracket or a quote is open.
Example: `terms: [spit hood, spit mask`
"""

SEVERITY = "error"
