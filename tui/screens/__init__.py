"""What fills the terminal, and what is laid over it to ask something."""
