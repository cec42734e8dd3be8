"""What runs mean: measures, money, intervals, and the comparison of operating models on the same citizens."""
