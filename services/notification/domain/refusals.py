"""What notification refuses, one class per case."""

from shared.kernel.errors import Invalid, NotPermitted, Refusal


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
