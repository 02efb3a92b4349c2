"""What the import of a registry's file refuses."""

from shared.kernel.errors import Refusal


class ImportHasErrors(Refusal):
    code = "import_has_errors"


class NothingToImport(Refusal):
    code = "nothing_to_import"


class ImportAlreadyStarted(Refusal):
    code = "import_already_started"
