printenv HOME
env FOO=1 node a.js
/usr/bin/env node
