"""The interactive shell. prompt_toolkit lives here and nowhere else."""
