"""One file a change of the tables; an older ledger goes through them in order."""
