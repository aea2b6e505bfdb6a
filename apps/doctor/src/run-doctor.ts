import type { DoctorConfig } from './config.ts'
import { judgeAgentRouter } from './judge/judge-agent-router.ts'
import { judgeConfig } from './judge/judge-config.ts'
import { judgeIngress } from './judge/judge-ingress.ts'
import { judgeLine } from './judge/judge-line.ts'
import { judgePostgres } from './judge/judge-postgres.ts'
import { judgeQueue } from './judge/judge-queue.ts'
import { judgeWaha } from './judge/judge-waha.ts'
import type { LastEvent } from './judge/last-event.ts'
import type { Seen } from './look.ts'
import { lookAround, type Eyes, type Sights } from './look-around.ts'
import type { Group } from './report.ts'
import { showUrl } from './webhook-url.ts'

/** Looks at a live installation and judges what it sees. `source` says where the variables come from. */
export async function runDoctor(
  config: DoctorConfig,
  source: string,
  eyes?: Partial<Eyes>,
): Promise<Group[]> {
  const sights = await lookAround(config, eyes)
  const { database, queue, waha, sessions, agentRouter } = sights
  const context = {
    wahaHost: showUrl(config.waha.host),
    hmacKeys: config.hmacKeys,
    wahaVersion: 'seen' in waha.version ? waha.version.seen : null,
  }
  return [
    judgeConfig(config, source),
    judgePostgres(config.databaseUrl, database),
    judgeQueue(config.queueUrl, queue),
    judgeWaha(config, waha),
    ...[...sessions].map(([line, session]) =>
      judgeLine(line, session, { ...context, lastEvent: lastEventOf(line, database) }),
    ),
    judgeIngress(config, sights),
    judgeAgentRouter(config.agentRouterHost, agentRouter),
  ]
}

function lastEventOf(line: string, database: Sights['database']): Seen<LastEvent> {
  if ('failed' in database) return database
  return { seen: database.seen.lines.find((row) => row.line === line)?.lastEventAgeMs ?? null }
}
