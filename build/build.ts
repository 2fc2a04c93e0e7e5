import { bundle } from './steps/bundle.ts'
import { writeManifest } from './steps/manifest.ts'
import { writeRules } from './steps/rules.ts'
import { generateSchema } from './steps/schema.ts'
import { assembleSkipFilter } from './steps/skip-filter.ts'

/** What is generated comes first, because the later steps read it. */
const STEPS = [generateSchema, assembleSkipFilter, writeRules, writeManifest, bundle]

for (const step of STEPS) await step()
