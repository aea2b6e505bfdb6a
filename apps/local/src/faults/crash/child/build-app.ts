import type { App } from '@bellhop/runtime'
import type { AppName } from '../../rig/open-rig.ts'

const JOBS = { jobTiming: { lockMs: 1_500, stalledCheckMs: 400 } }

/** What takes minutes takes about a second here. */
const SENDER = {
  ...JOBS,
  typingPauseMs: () => 5,
  watchIntervalMs: 2_000,
  timing: {
    sendTimeoutMs: 3_000,
    callTimeoutMs: 2_000,
    reconcileIntervalMs: 500,
    lookAfterMs: 600,
    lookEveryMs: 500,
    absentAfterMs: 1_500,
    resendFactor: 0.1,
  },
}
const WORKER = { ...JOBS, sweepIntervalMs: 1_000, wahaTimeoutMs: 2_000 }

/** The app as it is, but for its pauses. */
export async function buildApp(app: AppName, env: NodeJS.ProcessEnv): Promise<App> {
  switch (app) {
    case 'ingress': {
      const { buildIngress, readConfig } = await import('@bellhop/ingress')
      return buildIngress(readConfig(env))
    }
    case 'worker': {
      const { buildWorker, readConfig } = await import('@bellhop/worker')
      return buildWorker(readConfig(env), WORKER)
    }
    case 'sender': {
      const { buildSender, readConfig } = await import('@bellhop/sender')
      return buildSender(readConfig(env), SENDER)
    }
    case 'console': {
      const { buildConsole, readConfig } = await import('@bellhop/console')
      return buildConsole(readConfig(env))
    }
  }
}
