"""A key is unknown.

Why: it is most often a slip, and what stands under it counts for nothing.
Mend: write the key that is meant; the hint has the nearest one.
Example: `lable: Thumb-cuffs`
"""

SEVERITY = "error"
