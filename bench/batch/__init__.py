"""Throughput of whole runs: pages per second, scaling, memory, and the cost beside other tools."""
