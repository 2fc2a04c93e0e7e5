"<<github>>"
