"""The program in the cage: a document on standard input, JSON on standard output."""

import importlib
import json
import sys
from dataclasses import replace

from review.parsing.archive import check_archive
from review.parsing.document import ReadDocument, to_json
from review.parsing.errors import Unreadable
from review.parsing.finish import finish
from review.parsing.kinds import Kind, check_kind
from review.parsing.limits import Limits


def main(arguments: list[str]) -> None:
    kind, limits = arguments
    data = sys.stdin.buffer.read()
    try:
        answer = to_json(parse(data, Kind(kind), Limits(**json.loads(limits))))
    except Unreadable as trouble:
        answer = json.dumps(
            {"code": trouble.code, "message": trouble.message, "remedy": trouble.remedy}
        )
    sys.stdout.write(answer)


def parse(data: bytes, kind: Kind, limits: Limits) -> ReadDocument:
    """Check the bytes, then load the one parser they need and read them."""
    check_kind(kind, data)
    if kind in {Kind.DOCX, Kind.ODT}:
        check_archive(data, limits)
    # Loaded late: each parser costs a good part of a second, and no document needs two.
    reader = importlib.import_module(kind.reader)
    document: ReadDocument = reader.read(data)
    return finish(replace(document, media_type=kind.value), limits)
