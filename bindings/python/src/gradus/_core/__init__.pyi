# The generated module; the types beside it are those of the API.
from .gradus import *
