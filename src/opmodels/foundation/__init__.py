"""What all else stands on: errors, units, calendar, addresses of random numbers, digests, provenance."""
