import type { Contender } from '../measure/turn.ts'
import type { BenchResult } from './result.ts'

const contender = (perSecond: number): Contender => ({
  perSecond: { median: perSecond, runs: [perSecond] },
  cpuMs: { median: 1, runs: [1] },
})

/** A result of the whole form that has all it wants, but for the naive pipeline, which is too fast. */
export function givenResult(): BenchResult {
  const cpuMs = { ingress: 0.1, worker: 0.2, sender: 0.3, postgres: 0.4, redis: 0.5, world: 0.6 }
  const cost = {
    cpuMs,
    statements: 2,
    postgresBusyMs: 1,
    walBytes: 3000,
    redisCommands: 20,
    redisScripts: 3,
    redisReads: 1,
  }
  const latency = { perSecond: 100, p50: 10, p99: 40 }
  return {
    at: '2026-11-28T12:00:00.000Z',
    form: 'default',
    seconds: 200,
    commit: 'abc1234',
    isDirty: false,
    machine: { cpu: 'A <fast> one', cores: 2, memoryGb: 8, system: 'Linux 6', loadBefore: 0.1 },
    versions: { node: '20.20.2' },
    measured: {
      acknowledging: {
        route: contender(1000),
        ingress: contender(900),
        latency: { route: latency, ingress: latency },
      },
      throughput: {
        twoHop: contender(1500),
        bellhop: contender(820),
        told: contender(500),
        naive: contender(400),
        insert: contender(20_000),
      },
      steady: {
        perSecond: 800,
        twoHopPerSecond: 1600,
        latency: [0.1, 0.5, 0.9].map((share) => ({ share, ...latency })),
      },
      stages: {
        stages: [{ stage: 'worker', perSecond: 1000, cost }],
        topStatements: [{ text: 'SELECT a || b', calls: 3, busyMs: 5 }],
      },
      hotGuest: { perSecond: 30, quiet: latency, flooded: latency },
      growth: [{ messages: 1_000_000, young: contender(800), grown: contender(760) }],
      memory: [{ name: 'sender', warmMb: 120, topMb: 150, lastMb: 130 }],
      worldBusiest: 0.3,
      othersShare: 0.02,
    },
  }
}
