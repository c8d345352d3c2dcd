"""`python -m hedgerow` is the same program as `hedgerow`."""

import sys

from hedgerow.cli import main

sys.exit(main())
