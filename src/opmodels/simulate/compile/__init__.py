"""From a described service, as it is and as it would be, to the arrays of a program."""
