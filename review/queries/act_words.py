"""What each act of the ledger is called in a sentence that begins with a name."""

from review.domain.accounts import AccountAct
from review.domain.custody import CustodyAct
from review.queries.discussion import ACT_WORDS
from review.queries.weights import LearningAct

OTHER_WORDS = {
    "import_article": "brought in an article",
    "add_version": "brought in a new version",
    "dispose_sentence": "accounted for a sentence",
    "declare_conflict": "declared a conflict of interest",
    "ask_model_for_claims": "asked a language model for claims",
    "ask_model_for_wordings": "asked a language model for plain wordings",
    "capture": "captured a page",
    "picture": "made pictures of a captured page",
    "ask_capture": "asked for a page to be captured again",
    "ask_stamp": "asked for a time stamp",
    "stamp": "has the answer of an authority for time stamps",
    "watch": "had a page watched",
    "end_watch": "ended the watch of a page",
    "ask_look": "asked for a look at a watched page",
    "look": "found a watched page changed or gone",
    "read_text": "read the words of a file",
    "find_excerpt": "looked for a quoted passage in the captured text",
    "make_copy": "made a copy of a picture without metadata",
    "derive": "entered where evidence comes from",
    "end_derivation": "took back where evidence comes from",
    "refuse_hint": "refused a suggestion of where evidence comes from",
    "retract": "retracted a piece of evidence",
    "restore": "took the retraction of a piece back",
    "add_source": "entered a source",
    "describe_source": "described a source",
    "give_letter": "gave a source its letter",
    "merge_sources": "merged a source into another",
    "make_report": "made a report",
    CustodyAct.VIEW: "looked at a piece of evidence",
    CustodyAct.DOWNLOAD: "took a piece of evidence away",
    CustodyAct.EXPORT: "put pieces of evidence into a report",
    CustodyAct.REHASH: "read kept bytes through again",
    LearningAct.LEARN: "let the finder learn from the desk",
    LearningAct.USE: "let the finder use what it learned",
    LearningAct.BACK: "let the finder use its shipped weights",
    AccountAct.OPEN_DESK: "opened the desk",
    AccountAct.SET_POLICY: "set the policy of the desk",
    AccountAct.ADD_PERSON: "added a person",
    AccountAct.INVITE: "invited a person",
    AccountAct.MAKE_LINK: "made a one-time link",
    AccountAct.ACCEPT_LINK: "used a one-time link",
    AccountAct.GIVE_ROLE: "gave a role",
    AccountAct.END_ROLE: "ended a role",
    AccountAct.CLOSE_ACCOUNT: "closed an account",
    AccountAct.OPEN_ACCOUNT: "opened an account again",
    AccountAct.CHANGE_PASSWORD: "changed a password",
    AccountAct.TURN_ON_CODES: "turned codes on",
    AccountAct.TURN_OFF_CODES: "turned codes off",
    AccountAct.END_SESSIONS: "signed browsers out",
}


def act_words(action: str) -> str:
    """Words for an act; one that has none yet is named by its code."""
    known = ACT_WORDS.get(action) or OTHER_WORDS.get(action)
    return known or action.replace("_", " ")
