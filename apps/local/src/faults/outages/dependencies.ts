import type { AppName, Rig } from '../rig/open-rig.ts'

/** Something that Bellhop needs, how it goes away, and what the apps have to say about that. */
export interface Dependency {
  name: 'redis' | 'postgres' | 'waha' | 'agent router'
  /** Refuses whoever comes; its data stay. */
  down(rig: Rig): Promise<void>
  /** Takes connections and never answers. */
  hang(rig: Rig): Promise<void>
  back(rig: Rig): Promise<void>
  /** What `/readyz` of each app names meanwhile; null where it has to stay ready. */
  named: Record<AppName, 'queue' | 'postgres' | null>
}

const READY = { ingress: null, worker: null, sender: null, console: null }

export const DEPENDENCIES: readonly Dependency[] = [
  {
    name: 'redis',
    down: ({ redis }) => redis.kill(),
    async hang(rig) {
      await rig.startRedis()
      await rig.redis.freeze()
    },
    back: ({ redis }) => redis.thaw(),
    named: { ingress: 'queue', worker: 'queue', sender: 'queue', console: 'queue' },
  },
  {
    name: 'postgres',
    down: ({ postgres }) => postgres.kill(),
    async hang(rig) {
      await rig.startPostgres()
      await rig.postgres.freeze()
    },
    back: ({ postgres }) => postgres.thaw(),
    named: { ingress: null, worker: 'postgres', sender: 'postgres', console: 'postgres' },
  },
  {
    name: 'waha',
    async down({ links }) {
      await Promise.all([links.workerToWaha.down(), links.senderToWaha.down()])
    },
    async hang({ links }) {
      for (const link of [links.workerToWaha, links.senderToWaha]) {
        await link.up()
        link.blackhole()
      }
    },
    async back({ links }) {
      await Promise.all([links.workerToWaha.up(), links.senderToWaha.up()])
    },
    named: READY,
  },
  {
    name: 'agent router',
    down: ({ links }) => links.workerToH2h.down(),
    async hang({ links }) {
      await links.workerToH2h.up()
      links.workerToH2h.blackhole()
    },
    back: ({ links }) => links.workerToH2h.up(),
    named: READY,
  },
]
