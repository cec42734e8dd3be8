"""What everything else stands on: errors, units, the calendar, addresses of random numbers, digests, provenance."""
