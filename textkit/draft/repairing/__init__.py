"""Words that sharing sites swapped and characters that recognition misread: found, weighed, repaired where certain.

model: how likely a passage is; candidates: where another word may have stood; decide: how probable that is;
repaired: the verb and what it gives back.
"""
