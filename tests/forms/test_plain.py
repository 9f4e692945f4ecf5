"""Forms speak plainly, also where the form library would speak for itself."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
import wtforms
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    DateTimeLocalField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    validators,
)

from review.forms.plain import WORDS, PlainForm


class Odd(PlainForm):
    verdict = RadioField("Verdict", choices=["supported"])
    kind = SelectField(label="Kind", choices=["fact"])
    began_on = DateField("Began on", [validators.Optional()])
    answer_by = DateTimeLocalField("Answer by", [validators.Optional()])
    number = IntegerField("Number", [validators.Optional()])
    title = StringField("Title", [validators.InputRequired()])
    note = StringField(validators=[validators.Length(2, 4)])
    own = StringField("Own", [validators.InputRequired("Say whose it is.")])


SENT = {"kind": "?", "began_on": "x", "answer_by": "x", "number": "x", "note": "12345"}


def test_every_message_is_ours_and_names_what_it_is_about() -> None:
    with Flask(__name__).test_request_context():
        form = Odd(MultiDict(SENT), meta={"csrf": False})
        assert not form.validate()
    assert {name: said[0] for name, said in form.errors.items()} == {
        "verdict": "Verdict: choose one of what is offered.",
        "kind": "Kind: choose one of what is offered.",
        "began_on": "Began on: give a day of the calendar.",
        "answer_by": "Answer by: give a day and a time.",
        "number": "Number: write a whole number, in figures.",
        "title": "Title: this is needed.",
        "note": "Write 2 to 4 characters.",
        "own": "Say whose it is.",
    }


@pytest.mark.parametrize("sentence", sorted(WORDS))
def test_every_sentence_with_a_word_of_ours_is_still_one_of_the_library(sentence: str) -> None:
    folder = Path(inspect.getfile(wtforms)).parent
    known = {
        node.value
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant)
    }
    assert sentence in known
