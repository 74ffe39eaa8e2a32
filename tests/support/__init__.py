"""What several tests share: programs that judge or drive, baskets, expected values."""
