// For `node --import`: plain JavaScript that comes before all else, so that no compiler of TypeScript is loaded where
// everything was compiled before. What was compiled once is kept for the next start, and for the processes beside it.
import { enableCompileCache } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'

process.env.NODE_COMPILE_CACHE ??= path.join(tmpdir(), 'node-compile-cache')
enableCompileCache()
