"""The invented case on the pictures of the manual."""

from __future__ import annotations

from review.domain.vocabulary import SourceLetter

TEXT = """\
The physicist, the forty pages and Bureau 9

By Corin Vale

On 14 March 2025 officers of Bureau 9 arrested the physicist Ilan Maresk, 61, in his flat in \
Ostrane.

Bureau 9 accuses Ilan Maresk of sending forty pages of secret calculations to a laboratory in \
Norland. All forty pages had been cleared for release by his own institute in 2019, according to \
two letters seen by this newspaper.

There were 11 cases of this kind in Ostrane between 2012 and 2021. In the four years since, the \
number has risen to thirty-four.

Delia Forsant, his lawyer, first saw the file nineteen days later. "They asked him \
about tea tins and about nothing else," she told The Harrow Ledger. The confession was withdrawn \
in open court on 9 September. Vantoria deserves better judges, in our view.
"""
LIST = "The list of 2019 names thirty-eight of the forty pages, with the date of each release."
LETTER = "Pages 11 and 12 are not on the list of 2019, the institute writes."
SAID = "Bureau 9 calls all forty pages secret, in a statement of 20 March."
# What is attached, in this order: words, source, its letter.
PIECES = (
    (LIST, "Lenth Institute", SourceLetter.A),
    (LETTER, "Delia Forsant", SourceLetter.C),
    (SAID, "Bureau 9", SourceLetter.D),
)
