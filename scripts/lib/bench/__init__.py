"""What scripts/bench is made of; a scenario is a file of its own, see scenarios.py."""
