"""What notification refuses, one class per case."""

from shared.kernel.errors import Invalid, NotFound, NotPermitted, Refusal, Unavailable


class LinkUnknown(NotFound):
    code = "link_unknown"


class LinkClosed(Refusal):
    rule = "M6"
    code = "link_closed"


class ReceiptRefused(Refusal):
    """What meeting's rules say, in their words; `because` is their code."""

    rule = "M6"
    code = "receipt_refused"


class TooManyTries(Unavailable):
    code = "too_many_tries"


class MeetingAway(Unavailable):
    code = "meeting_away"


class DeskNotVisible(NotPermitted):
    code = "desk_not_visible"


class ContactsNotVisible(NotPermitted):
    code = "contacts_not_visible"


class AddressNotValid(Invalid):
    code = "address_not_valid"


class OfficeVacant(Refusal):
    rule = "O2"
    code = "office_vacant"


class MatterEnded(Invalid):
    code = "matter_ended"
