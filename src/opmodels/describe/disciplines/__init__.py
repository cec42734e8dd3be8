"""Who is next in a queue: one file per discipline, each a sort key."""
