"""Replies in eight languages, kept as texts; ``python -m tests.corpus.fourth --failures`` names what is missed.

They were written before their writer had read a vocabulary or a rule. This many were understood at first reading:

====  =====  =====  =====  ======  =====  =====
      cases  right  asked  missed  wrong  false
====  =====  =====  =====  ======  =====  =====
de       61     45      4      10      2      0
es       58     44      4       8      2      0
fr       58     48      2       5      3      0
hi       62     51      2       8      1      0
pl       59     43      6       7      3      0
pt       59     47      3       7      2      0
tl       60     48      3       8      0      1
uk       59     47      5       4      3      0
all     476    373     29      57     16      1
====  =====  =====  =====  ======  =====  =====
"""
