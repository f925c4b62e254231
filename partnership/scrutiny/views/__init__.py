"""The pages of scrutiny: questions, meetings, recommendations."""
