"""The one table of limits, enforced at the boundary and refused with words."""

EVENT_BYTES_MAX = 256 * 1024  # Kafka refuses 1 MB; a relay would stop there for ever
BATCH_EVENTS_MAX = 500
BATCH_BYTES_MAX = 1024 * 1024
PAGE_ROWS_MAX = 200
PAGE_ROWS_DEFAULT = 50
UPLOAD_BYTES_MAX = 10 * 1024 * 1024
BODY_BYTES_MAX = 1024 * 1024  # a command; documents go through the upload
UNITS_CONCERNED_MAX = 2000
TEXT_CHARS_MAX = 20_000  # one text field of a command
PARTITIONS = 64  # logical partitions, stored with the event, for ever
INTEGER_MAX = 2**53  # RFC 8785 numbers are doubles
