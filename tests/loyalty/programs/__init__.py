"""Each kind of programme by itself and beside others."""
