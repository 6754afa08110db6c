"""What others would use in our place, for comparisons in the same run."""
