"""A local web application in which a person settles what the machine is not sure of."""
