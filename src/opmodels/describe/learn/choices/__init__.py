"""From recorded choices: what weighs how much when people choose, by multinomial and nested logit."""
