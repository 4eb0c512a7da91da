"""What comes in and what gets done: backlog and its age, opened against closed, reopened, ratings."""
