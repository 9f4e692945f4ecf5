"""The forms on a claim's page that put right what the finder saw, filled with what stands."""

from collections.abc import Collection, Mapping

from review.domain.workflow import Action
from review.forms.act import ActForm
from review.forms.corrections import (
    AddCheckpointForm,
    KindForm,
    RemoveCheckpointForm,
    SourceForm,
)
from review.queries.claim_head import Head

_FORMS: Mapping[Action, type[ActForm]] = {
    Action.CORRECT_KIND: KindForm,
    Action.CORRECT_SOURCE: SourceForm,
    Action.DISMISS_CUE: ActForm,
    Action.ADD_CHECKPOINT: AddCheckpointForm,
    Action.REMOVE_CHECKPOINT: RemoveCheckpointForm,
}


def correction_forms(
    head: Head, actions: Collection[Action], failed: ActForm | None
) -> dict[str, ActForm]:
    """A form for each correction that is open to the viewer, or the one that came back."""
    stands = {
        "version": head.revision,
        "attributed_to": head.attributed_to,
        "chain": "\n".join(_behind(head)),
    }
    return {
        action.value: failed
        if failed is not None and type(failed) is form
        else form(formdata=None, data=stands | _kind_of(head, action))
        for action, form in _FORMS.items()
        if action in actions
    }


def _behind(head: Head) -> tuple[str, ...]:
    """The names behind whoever says so."""
    first, *rest = head.source_chain or ("",)
    return tuple(rest) if first == head.attributed_to else head.source_chain


def _kind_of(head: Head, action: Action) -> dict[str, str]:
    """The kind of the claim, which is none of a checkpoint's."""
    return {"kind": head.kind.value} if action is Action.CORRECT_KIND else {}
