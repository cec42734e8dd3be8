"""From a service's own event log: what was done for which case, when, and by whom."""
