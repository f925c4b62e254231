"""The participant file for the Justice Data Lab: who would be in it, whether it is enough, and taking it."""
