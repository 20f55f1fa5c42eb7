// For `node --import`: plain JavaScript that comes before all else, so that no compiler of TypeScript is loaded where
// everything was compiled before. What was compiled once is kept for the next start.
import { enableCompileCache } from 'node:module'

enableCompileCache()
