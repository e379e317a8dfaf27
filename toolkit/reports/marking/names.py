"""What tells our marks from anybody else's, so that a marked copy can come back and be marked again."""

from __future__ import annotations

from toolkit.forms.stamp import REVIEW, REVIEW_NOTE

#: Name and headline of the first sheet of a marked copy. Readers skip a sheet of this name.
REVIEW_SHEET = REVIEW
#: First line of our part of a comment; what stands above it is a person's.
NOTE_HEAD = REVIEW_NOTE
#: How the condition of our conditional formats begins; it always holds, and nobody else writes it.
OUR_CONDITION = f'AND(LEN("{REVIEW_SHEET}")>0,'
