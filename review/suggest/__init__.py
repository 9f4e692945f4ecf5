"""Asks a language model for suggestions: what goes out, who gets it, and what of the answer counts.

Nothing here decides anything. The article's text is quoted data to the model, and the model's
answer is data to us: whatever is not of the one shape that was asked for is dropped.
"""
