import { createMetrics } from '@bellhop/runtime'
import type { FastifyInstance } from 'fastify'

import { createServer } from '../src/create-server.ts'
import type { RunningConsole } from './running-console.ts'

/** The console's HTTP without a port: to look into, and to be called from any address. */
export function createBareServer({ config, parts }: RunningConsole): Promise<FastifyInstance> {
  return createServer(config, {
    ...config,
    ...parts,
    feed: { listen: () => () => {} },
    metrics: createMetrics(),
    ring: async () => {},
    lineQueues: { pause: async () => {}, resume: async () => {} },
    checks: {},
  })
}
