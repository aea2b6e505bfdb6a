import { runProcess } from '@bellhop/runtime'
import { buildIngress } from './build-ingress.ts'
import { readConfig } from './config.ts'

await runProcess('ingress', () => buildIngress(readConfig(process.env)))
