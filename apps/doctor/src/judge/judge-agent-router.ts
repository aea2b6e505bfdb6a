import type { Seen } from '../look.ts'
import { fail, ok, type Group } from '../report.ts'
import { showUrl } from '../webhook-url.ts'

/** Whether anybody is there. More is not asked: each question would make an agent. */
export function judgeAgentRouter(host: string, status: Seen<number>): Group {
  const where = showUrl(host)
  const finding =
    'seen' in status
      ? ok('reachable', where)
      : fail(
          'reachable',
          `${where}: ${status.failed}`,
          'Start the agent router, or set H2H_AGENT_ROUTER_HOST. Until then guests are answered without an agent, and one is asked for again and again.',
        )
  return { title: 'Agent router', findings: [finding] }
}
