"""Many comparisons side by side: the transfer matrix of services and operating models."""
