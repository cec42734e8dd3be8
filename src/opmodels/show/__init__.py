"""For people: the command line, page one, the report, the picture of a service."""
