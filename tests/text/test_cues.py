"""What contests an accusation, and what only sounds like it. Everybody here is invented."""

import pytest

from review.text.finder import find_claims
from review.text.finding import ClaimFound

CASE = (
    "Port Ilm police arrested the banker Ilan Maresk on Monday on suspicion of fraud. "
    "Prosecutors accuse him of stealing funds. "
)
CONTESTED = {
    "Maresk pleaded not guilty to all counts.": "pleaded not guilty",
    "He entered a plea of not guilty.": "plea of not guilty",
    "The jury acquitted Maresk of fraud on Friday.": "acquitted",
    "The charges against him were later dropped.": "dropped",
    "A second witness withdrew her testimony.": "withdrew her testimony",
    "The Court of Appeal granted Maresk a new trial.": "new trial",
    "The conviction was overturned on appeal.": "overturned",
    "The appeal was allowed on Monday.": "appeal was allowed",
    "Maresk was released without charge.": "without charge",
    "The jury failed to reach a verdict.": "failed to reach a verdict",
    "Critics say he is a scapegoat.": "scapegoat",
    "The allegations have not been independently verified.": "verified",
    "Investigators found no evidence of fraud.": "no evidence",
    "Rights groups called the trial unjust.": "unjust",
    "Maresk was arrested on charges that are baseless.": "baseless",
    "Maresk was sentenced without proof.": "without proof",
    "Rights groups said the law was used to silence critics.": "to silence critics",
    "Rights groups said the trial fell short of fair-trial standards.": "trial fell short",
    "The trial was rigged, rights groups said.": "rigged",
    "A witness told the court that she was pressured to testify.": "she was pressured",
    "None of the allegations has been tested in court.": "None of the allegations",
    "The ministry brushed aside the allegations.": "brushed aside",
    "Supporters called the case revenge for his reporting on the port.": "revenge for",
    "The ministry blamed rogue officers for the fraud.": "rogue officers",
    "There is no evidence that Maresk moved any money.": "no evidence that",
    "Auditors found nothing improper.": "nothing improper",
    "An inquiry found no such payments.": "found no such",
    "Prosecutors have not presented any evidence.": "not presented any evidence",
    "Maresk was pardoned by the president in 2016.": "pardoned",
    "The court ruled that his detention had been unlawful.": "detention had been unlawful",
    "The Supreme Court struck down the conviction.": "struck down the conviction",
    "A key witness changed her story.": "changed her story",
    "Police coerced him into signing a statement, his brother said.": "coerced him into signing",
    "The letter was a forgery.": "a forgery",
    "The documents proved to be forgeries.": "forgeries",
    "The charges are widely seen as political.": "as political",
    "The Republic of Vantoria condemned the verdict.": "condemned the verdict",
    "His party called the trial a charade.": "charade",
    "A senator called the hearing a partisan exercise.": "partisan",
    "His party says the arrest is a judicial coup.": "coup",
    "He spent nine years in prison for a crime he did not commit.": "not commit",
    "He is suing the paper for libel.": "suing the paper for libel",
    "Serious doubts remain about the verdict, a judge said.": "doubts",
    "The ministry called the report propaganda.": "called the report propaganda",
    "The recordings had been staged, said the ministry.": "recordings had been staged",
    "An inquiry later cleared the banker.": "inquiry later cleared",
    "The bank settled the case without admitting guilt.": "without admitting guilt",
    "The charge is a plot by his rivals, a paper said.": "plot by his rivals",
}
DEFENDED = {
    "His lawyer said the alarm went off by accident.": "accident",
    "Maresk's attorney said the evidence was collected in a travesty.": "travesty",
    "Maresk said the payments were legitimate fees.": "legitimate",
    "Maresk claimed that the money was his own.": "that the money was his own",
    "Maresk said he had not seen the money.": "not seen the money",
    "Lawyers for Maresk said the case was built on lies.": "built on lies",
    "Maresk said he was only following orders.": "only following",
    "Maresk said the inquiry does not involve any bribes.": "not involve",
    "Maresk said the arrest was a stunt.": "stunt",
    "Maresk said the samples were contaminated.": "samples were contaminated",
    "His lawyer said the recordings were edited.": "recordings were edited",
    "The company of Maresk is poor. Maresk said it had not paid a bribe.": "not paid a bribe",
}
FOREIGN = {
    "de": (
        "Der Geologe Ilan Maresk aus Port Ilm ist am Montag wegen Spionage angeklagt worden. ",
        {
            "Es gibt keinen Beweis für diese Behauptung.": "keinen Beweis",
            "Eine Zeugin zog ihre Aussage zurück.": "zog ihre Aussage zurück",
            "Der Präsident begnadigte Maresk.": "begnadigte",
            "Das Außenministerium kritisierte das Urteil.": "kritisierte das Urteil",
        },
    ),
    "uk": (
        "Геолога Ілана Мареска з Порт-Ілма звинуватили у шпигунстві на користь Ванторії. ",
        {
            "Президент помилував Мареска.": "помилував",
            "Слідчі примусили Мареска підписати зізнання.": "примусили",
            "Суд визнав арешт незаконним.": "арешт незаконним",
        },
    ),
    "ru": (
        "Геолога Илана Мареска из Порт-Ильма обвинили в шпионаже в пользу Вантории. ",
        {
            "Президент помиловал Мареска.": "помиловал",
            "Следователи заставили Мареска подписать признание.": "заставили",
            "Суд признал арест незаконным.": "арест незаконным",
        },
    ),
}
NOT_FOREIGN = {
    "de": "Der Täter nahm das Geld und floh.",
    "uk": "Рейс до Порт-Ілма скасували через погоду.",
    "ru": "Рейс в Порт-Ильм отменён из-за погоды.",
}
ELSE = [
    "He was denied bail on Tuesday.",
    "Guards denied entry to the inspectors.",
    "Nine innocent people were killed in the blast.",
    "The family filed a wrongful death lawsuit.",
    "The council appealed for calm.",
    "Harrow overturned a two-goal deficit to win the cup.",
    "The union opposes the plan, calling it unfair to small shops.",
    "There is no evidence of life on the moon, scientists said.",
    "The report was declassified in May.",
    "Maresk was charged with making false statements and fabricating evidence.",
    "Maresk was convicted of falsely accusing a clerk.",
    "A stunt driver was charged with manslaughter.",
    "Soldiers who planned the coup were charged on Friday.",
    "Maresk was convicted of forgery.",
    "The gunman did not find any money.",
    "His lawyer, Delia Forsant, said she could not discuss the charges.",
    "Maresk voluntarily surrendered, his lawyer said.",
    "The widow criticised the sentence as too lenient.",
    "The bishop was blamed for not reporting abuse, said the council.",
    "The victim's lawyer said she was not satisfied with the sentence.",
    "The defence minister said the army was not ready.",
    "A lawyer for the plaintiffs said they were not satisfied.",
    "Maresk admitted that he had taken the money by mistake.",
    "Maresk believes prices will rise.",
    "Maresk said no one else was in the hall.",
    "Maresk said the tea was warm.",
    "It is not for the mayor to judge the motives, said Maresk.",
    "He has ten days to appeal.",
    "Maresk said he felt no remorse.",
    "The tea was cold, argued Maresk.",
    "The court of appeal sits in Harrow, and there is no evidence of life on the moon.",
    "Maresk said it was the crew, not the mayor.",
    "Maresk said the old hall is not safe.",
]


def last_claim(text: str) -> ClaimFound:
    return find_claims(text, "en").claims[-1]


@pytest.mark.parametrize("text", CONTESTED)
def test_words_that_contest_a_charge_are_a_cue(text: str) -> None:
    cue = last_claim(CASE + text).fabrication_cue
    assert cue
    assert CONTESTED[text] in cue.text
    assert (CASE + text)[cue.start : cue.end] == cue.text


@pytest.mark.parametrize("text", DEFENDED)
def test_what_the_accused_and_their_lawyers_hold_against_it_is_a_cue(text: str) -> None:
    cue = last_claim(CASE + text).fabrication_cue
    assert cue
    assert cue.text == DEFENDED[text]


@pytest.mark.parametrize("language", FOREIGN)
def test_a_charge_is_contested_in_other_languages_too(language: str) -> None:
    case, contested = FOREIGN[language]
    for text, words in contested.items():
        cue = find_claims(case + text, language).claims[-1].fabrication_cue
        assert cue
        assert words in cue.text
    assert find_claims(case + NOT_FOREIGN[language], language).claims[-1].fabrication_cue is None


@pytest.mark.parametrize("text", ELSE)
def test_what_bears_on_no_charge_is_no_cue(text: str) -> None:
    assert not any(claim.fabrication_cue for claim in find_claims(CASE + text, "en").claims)


def test_a_lawyer_speaks_for_nobody_before_anybody_is_accused() -> None:
    text = "Lawyers for Ilan Maresk said he had not stolen the plans of the harbour."
    assert last_claim(text).fabrication_cue is None


def test_a_sentence_without_end_full_of_doubts_is_read_in_time() -> None:
    text = CASE + "They appealed and the sham went on in a farce " * 3000 + "."
    assert find_claims(text, "en").claims


# Words that contest an earlier charge, by language: the sentence, and the cue in it.
CONTESTING = {
    ("en", "The guns were planted, his wife said."): "guns were planted",
    ("en", "Experts found no evidence that the letter was genuine."): (
        "no evidence that the letter was genuine"
    ),
    ("en", "The confession was beaten out of him, his wife said."): "confession was beaten out of",
    ("en", "Maresk said he had signed under duress."): "signed under duress",
    ("de", "Die Waffen seien ihr untergeschoben worden, sagte ihr Mann."): "untergeschoben",
    ("de", "Die Beweise wurden gefälscht, sagte ihr Mann."): "Beweise wurden gefälscht",
    ("uk", "Показання вибили тортурами."): "Показання вибили тортурами",
    ("uk", "Зброю йому підкинули, сказала дружина."): "Зброю йому підкинули",
    ("ru", "Показания выбили пытками."): "Показания выбили пытками",
    ("ru", "Оружие ему подбросили, сказала жена."): "Оружие ему подбросили",
}
CHARGED = {
    "en": "Ilan Maresk was accused of theft by Bureau 9. ",
    "de": "Anna Brekke wurde von Bureau 9 des Betrugs beschuldigt. ",
    "uk": "Івана Коваля звинувачують у шпигунстві. ",
    "ru": "Ивана Коваля обвиняют в шпионаже. ",
}


@pytest.mark.parametrize(("language", "text"), CONTESTING)
def test_what_contests_a_charge_is_a_cue_and_lays_no_charge_of_its_own(
    language: str, text: str
) -> None:
    whole = CHARGED[language] + text
    claim = find_claims(whole, language).claims[-1]
    cue, accusation = claim.fabrication_cue, claim.accusation
    assert claim.text == text
    assert cue
    assert cue.text == CONTESTING[language, text] == whole[cue.start : cue.end]
    assert accusation
    assert (accusation.act, accusation.accuser) == (None, None)


@pytest.mark.parametrize(
    ("language", "text", "accused"),
    [
        ("en", "He denied it.", "Ilan Maresk"),
        ("de", "Brekke wies die Vorwürfe zurück.", "Anna Brekke"),
        ("uk", "Він це заперечив.", "Івана Коваля"),
        ("ru", "Он это отрицает.", "Ивана Коваля"),
    ],
)
def test_who_denies_is_the_accused(language: str, text: str, accused: str) -> None:
    claim = find_claims(CHARGED[language] + text, language).claims[-1]
    assert claim.accusation
    assert claim.accusation.accused == accused
    assert claim.fabrication_cue
