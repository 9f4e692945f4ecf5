"""The sample article that a new desk starts with: facts as reported, in our own words.

Nothing in it is decided, and nothing is added to what the named media have reported.
"""

SAMPLE_TITLE = "Ally in public, suspect in the laboratory"
SAMPLE_BYLINE = "Proofdesk sample"
SAMPLE_LANGUAGE = "en"

SAMPLE_TEXT = """\
Ally in public, suspect in the laboratory

By Proofdesk sample

In speeches, the friendship between Russia and China has no limits. In Russian research \
institutes, contact with Chinese colleagues can end in a cell. The German newspaper Welt reports \
that Russia's security services distrust China more and more, and that they register a growing \
number of espionage cases in science and in the defence industry.

On the surface the two states have rarely been closer. Since Russia began its full-scale war \
against Ukraine, its economy depends heavily on China. No country buys more Russian energy than \
China, which also supplies technology that Western sanctions have put out of reach. In May 2025 \
Xi Jinping was invited to the parade on Red Square, and Vladimir Putin calls him a dear friend.

Behind the scenes, less is said of friendship. The New York Times obtained a secret report of \
the FSB, Russia's domestic intelligence service. The document, The New York Times says, speaks \
of China as an enemy and shows that the service runs a counterintelligence operation under the \
code name Entente-4. The FSB accuses Chinese agents of trying to win over officials and \
scientists in Russia, of spying on drones and on defences against Western weapons, and of \
preparing claims to Russian land.

Two counts give an idea of the scale. The Russian daily Kommersant counted at least 14 people \
who were convicted of spying for China between 1997 and 2019. Their cases dealt with \
intercontinental missiles, space probes and systems that protect spacecraft. Five further cases \
became known in Siberia alone from 2022 to 2024, among them some in Novosibirsk and Tomsk.

Two names stand for the rest. In summer 2022 Dmitry Kolker, a physicist from Novosibirsk, was \
arrested on a charge of treason. Investigators accused him of revealing secrets in lectures that \
he had given in China. He had pancreatic cancer in its fourth stage. Doctors protested, yet he \
was moved to a remand prison in Moscow, and four days later he was dead.

Anton Klimkin, a researcher from Tomsk, worked on lidar, a way of measuring with laser light, in \
a project that Russia and China ran together. In June 2024 a court sentenced him to two and a \
half years in prison for working in secret with an organisation abroad. A graduate student of \
his from China was reportedly held at first too, and later left Russia without any announcement.

Do such charges rest on evidence? Andrei Soldatov and Irina Borogan, who write about the Russian \
services from exile, think it possible that a good part of these cases was fabricated, so that \
the FSB has successes to show. The service watches over every academic contact abroad. \
Scientists who know state secrets have had agents at their side at conferences, and their papers \
must pass a censor.

The suspicion is not new. In the 1960s quarrels between the Soviet Union and China nearly ended \
in war, and part of the Russian elite has doubted its neighbour ever since. The trials in \
Siberia could also be a quiet message to Beijing that the partnership has a price.

Since the sentence against Klimkin no new case of this kind has been made public. Perhaps there \
was none. Perhaps the Kremlin would rather not spoil the picture of harmony.
"""
