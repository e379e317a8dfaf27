"""The ledger of a round: what was issued, what came back, what was decided."""
