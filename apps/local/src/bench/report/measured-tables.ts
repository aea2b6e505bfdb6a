import type { Contender } from '../measure/turn.ts'
import type { Measured } from '../run-bench.ts'
import { PAYERS } from '../usage/open-meter.ts'
import { markdownTable } from './markdown-table.ts'

/** How fast each thing is, and what a message costs there. */
export function renderRates({ acknowledging, throughput, steady, hotGuest, growth }: Measured): string {
  const row = (name: string, contender: Contender | null | undefined) =>
    contender
      ? [
          [
            name,
            count(contender.perSecond.median),
            contender.perSecond.runs.map(count).join(' '),
            contender.cpuMs.median.toFixed(2),
          ],
        ]
      : []
  return markdownTable(
    ['rate', 'per second', 'turns', 'CPU ms each'],
    [
      ...row('bare route', acknowledging.route),
      ...row('ingress', acknowledging.ingress),
      ...row('two bare hops', throughput.twoHop),
      ...row('bare inserts', throughput.insert),
      ...row('naive pipeline', throughput.naive),
      ...row('Bellhop, full window', throughput.bellhop),
      ...row('Bellhop, echoes and acks too', throughput.told),
      ...(steady
        ? [
            ['two bare hops, steady', count(steady.twoHopPerSecond), '', ''],
            ['Bellhop, steady', count(steady.perSecond), '', ''],
          ]
        : []),
      ...(hotGuest ? [['Bellhop, one hot guest', count(hotGuest.perSecond), '', '']] : []),
      ...growth.flatMap(({ messages, young, grown }) => [
        ...row(`Bellhop beside that`, young),
        ...row(`Bellhop, ${messages / 1e6} million messages`, grown),
      ]),
    ],
  )
}

export function renderLatency({ acknowledging, steady, hotGuest }: Measured): string {
  if (steady === null || hotGuest === null || acknowledging.latency === null) return ''
  const { route, ingress } = acknowledging.latency
  const rows = [
    { name: 'bare route', ...route },
    { name: 'ingress', ...ingress },
    ...steady.latency.map((latency) => ({
      name: `reply, at ${Math.round(latency.share * 100)} %`,
      ...latency,
    })),
    { name: 'reply, all is quiet', ...hotGuest.quiet },
    { name: 'reply, one guest floods', ...hotGuest.flooded },
  ]
  return markdownTable(
    ['latency', 'per second', 'p50 ms', 'p99 ms'],
    rows.map(({ name, perSecond, p50, p99 }) => [name, count(perSecond), p50.toFixed(1), p99.toFixed(1)]),
  )
}

export function renderStages({ stages }: Measured): string {
  if (stages === null) return ''
  return markdownTable(
    [
      'a message costs in',
      'per second',
      ...PAYERS.map((payer) => `${payer} ms`),
      'SQL',
      'SQL ms',
      'WAL bytes',
      'scripts',
      'commands',
      'reads',
    ],
    stages.stages.map(({ stage, perSecond, cost }) => [
      stage,
      count(perSecond),
      ...PAYERS.map((payer) => cost.cpuMs[payer].toFixed(2)),
      cost.statements.toFixed(2),
      cost.postgresBusyMs.toFixed(2),
      count(cost.walBytes),
      cost.redisScripts.toFixed(2),
      cost.redisCommands.toFixed(1),
      cost.redisReads.toFixed(2),
    ]),
  )
}

export function renderMemory({ memory }: Measured): string {
  return markdownTable(
    ['memory', 'warm MB', 'top MB', 'last MB'],
    memory.map(({ name, warmMb, topMb, lastMb }) => [name, ...[warmMb, topMb, lastMb].map(count)]),
  )
}

export function renderStatements({ stages }: Measured): string {
  if (stages === null) return ''
  return markdownTable(
    ['what Postgres was at for longest', 'calls', 'ms'],
    stages.topStatements.map(({ text, calls, busyMs }) => [
      text.replaceAll('|', ' '),
      count(calls),
      count(busyMs),
    ]),
  )
}

const count = (value: number): string => String(Math.round(value))
