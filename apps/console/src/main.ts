import { runProcess } from '@bellhop/runtime'

import { buildConsole } from './build-console.ts'
import { readConfig } from './config.ts'

await runProcess('console', () => buildConsole(readConfig(process.env)))
