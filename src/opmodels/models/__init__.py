"""How it could work: operating models, each a change from one service to another."""
