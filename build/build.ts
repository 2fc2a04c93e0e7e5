import { bundle } from './steps/bundle.ts'
import { writeManifest } from './steps/manifest.ts'

/** What is generated comes first, because the later steps read it. */
const STEPS = [writeManifest, bundle]

for (const step of STEPS) await step()
