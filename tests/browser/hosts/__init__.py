"""Sites that show a section of the bank: two servers on different addresses, the hosts of the matrix, and what a reader sees there."""
