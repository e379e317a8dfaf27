"""From a sheet to the record of a form: recognised, aligned with what was issued, extracted."""
