"""Numbers that differ from case to case: one file per family, each a quantile function."""
