import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

interface Described<L extends string> {
  name: string
  help: string
  /** Bounded sets of words only: no ids, no phones, no texts (I13). */
  labels?: readonly L[]
}

/** Prometheus metrics of one app, in a registry of its own: several apps may live in one process. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    counter: <L extends string = never>({ name, help, labels = [] }: Described<L>): Counter<L> =>
      new Counter({ name, help, labelNames: labels, registers }),
    /** `collect` may set the gauge when it is asked for. */
    gauge: <L extends string = never>({
      name,
      help,
      labels = [],
      collect,
    }: Described<L> & { collect?: (gauge: Gauge<L>) => Promise<void> | void }): Gauge<L> =>
      new Gauge({
        name,
        help,
        labelNames: labels,
        registers,
        ...(collect && {
          collect(this: Gauge<L>) {
            return collect(this)
          },
        }),
      }),
    histogram: <L extends string = never>({
      name,
      help,
      labels = [],
      buckets = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    }: Described<L> & { buckets?: number[] }): Histogram<L> =>
      new Histogram({ name, help, labelNames: labels, buckets, registers }),
  }
}
