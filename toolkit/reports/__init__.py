"""Findings in every form: reports, the letter, marked copies, waivers."""
