// Nothing to call: see threading_fatal.cpp.
