"""From accepted records to the department-wide summary, and back."""
