"""How right an output is: the measures of `thaiplan evaluate`, each defined in one place."""
