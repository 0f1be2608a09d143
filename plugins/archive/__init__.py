"""What a decisions archive is: values and rules, with no input, no output and no clock."""
