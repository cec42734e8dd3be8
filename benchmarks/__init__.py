"""How fast the engine is, beside the peers, in one run; ratios, because machines are noisy."""
