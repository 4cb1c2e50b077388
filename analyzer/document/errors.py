"""The package's own error: what a user may read as it stands."""


class InputError(Exception):
    """Something the user handed in cannot be used.

    ``str(error)`` is one Chinese sentence that says what is wrong and what to do. It is the only exception
    that reading lets out, whatever the bytes of the file.
    """
