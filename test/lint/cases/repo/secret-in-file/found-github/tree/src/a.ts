// é
const token = "<<github>>"
