"""Whether what was learned from a log foretells a later slice of it: the slice, six distances, a baseline."""
