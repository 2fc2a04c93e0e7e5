#!/usr/bin/env node
// Runs the sources as they are. Needs a Node that strips types: `npm run` finds one.
'use strict'

import('../build/start-from-source.ts')
