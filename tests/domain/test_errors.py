import pytest

from review.domain.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, Stale


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (Refusal, 400),
        (Forbidden, 403),
        (NotFound, 404),
        (Conflict, 409),
        (Stale, 409),
        (Invalid, 422),
    ],
)
def test_each_refusal_has_its_status_and_says_why_and_what_next(
    kind: type[Refusal], status: int
) -> None:
    refused = kind("This report is not made yet.", "Sign off a claim first.")
    assert refused.status == status
    assert str(refused) == refused.message == "This report is not made yet."
    assert refused.remedy == "Sign off a claim first."


@pytest.mark.parametrize("kind", [Forbidden, NotFound, Conflict, Stale, Invalid])
def test_every_refusal_can_be_caught_as_one(kind: type[Refusal]) -> None:
    with pytest.raises(Refusal):
        raise kind("No.")
    assert kind("No.").remedy == ""


def test_a_stale_act_is_a_conflict() -> None:
    assert issubclass(Stale, Conflict)


def test_what_is_invalid_names_its_fields() -> None:
    wrong = {"reason": "Say why"}
    refused = Invalid("Some fields need another look.", fields=wrong)
    wrong["digit"] = "changed later"
    assert refused.fields == {"reason": "Say why"}
    assert Invalid("Nothing to be read.").fields == {}
