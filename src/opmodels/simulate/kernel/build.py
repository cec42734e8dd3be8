"""Which build of the kernel this is: the full one knows every rule, the lean one and the plain loop fewer.

Numba drops a branch on a constant of a module before it compiles what stands in it, so ``if FULL and ...:``
costs the lean build nothing, neither when it is compiled nor when it runs.
"""

from __future__ import annotations

FULL = True
