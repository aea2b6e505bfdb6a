import { setTimeout as sleep } from 'node:timers/promises'
import { API_FAULTS } from '@bellhop/gateways/waha/simulator'
import { redisCommand } from '../rig/redis-command.ts'
import type { LinkName, Rig } from '../rig/open-rig.ts'

/** Something that goes wrong for a while and is well again when it ends. */
export interface ChaosFault {
  name: string
  run(rig: Rig): Promise<void>
}

const SECOND_MS = 1_000

/** What happens to servers and links. Processes have lanes of their own. */
export const CHAOS_FAULTS: readonly ChaosFault[] = [
  {
    name: 'Redis killed',
    async run(rig) {
      await rig.redis.kill()
      await sleep(1.5 * SECOND_MS)
      await rig.startRedis()
    },
  },
  {
    name: 'Redis frozen',
    async run({ redis }) {
      await redis.freeze()
      await sleep(4 * SECOND_MS)
      await redis.thaw()
    },
  },
  { name: 'Redis flushed', run: async ({ redisUrl }) => void (await redisCommand(redisUrl, 'FLUSHALL')) },
  {
    name: 'Redis full',
    async run({ redisUrl }) {
      await redisCommand(redisUrl, 'CONFIG', 'SET', 'maxmemory', '1mb')
      await sleep(4 * SECOND_MS)
      await redisCommand(redisUrl, 'CONFIG', 'SET', 'maxmemory', '0')
    },
  },
  {
    name: 'Postgres killed',
    async run(rig) {
      await rig.postgres.kill()
      await sleep(SECOND_MS)
      await rig.startPostgres()
    },
  },
  {
    name: 'Postgres frozen',
    async run({ postgres }) {
      await postgres.freeze()
      await sleep(4 * SECOND_MS)
      await postgres.thaw()
    },
  },
  {
    name: 'connections to Postgres terminated',
    async run({ store }) {
      for (let time = 0; time < 5; time += 1) {
        await store.prisma.$queryRaw`
          SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name LIKE 'bellhop-%'`
        await sleep(SECOND_MS / 2)
      }
    },
  },
  ...(['senderToWaha', 'workerToWaha', 'workerToH2h', 'senderToRedis', 'workerToRedis'] as const).map(isDown),
  ...(['workerToPostgres', 'senderToPostgres', 'senderToWaha', 'ingressToRedis'] as const).map(isBlackhole),
  ...(
    ['ingressToRedis', 'workerToRedis', 'workerToPostgres', 'senderToPostgres', 'senderToWaha'] as const
  ).map(losesAnswers),
  ...(['workerToPostgres', 'senderToWaha', 'ingressToRedis'] as const).map(isSlow),
  withWaha('WAHA sends everything twice', (waha) => waha.sendText.always(API_FAULTS.sendsTwice)),
  withWaha('WAHA sends and hangs', (waha) => waha.sendText.next(API_FAULTS.sendsAndHangs, 20)),
  withWaha('WAHA sends and fails', (waha) => waha.sendText.always(API_FAULTS.sendsAndFails)),
  withWaha('WAHA sends, and its answer is lost', (waha) => waha.sendText.always(API_FAULTS.dropsAnswer)),
  withWaha('WAHA refuses', (waha) => waha.sendText.always({ answer: 429 })),
  withWaha('webhooks come three times', (waha) => waha.webhook.always({ copies: 3 })),
  withWaha('webhooks are late', (waha) => waha.webhook.always({ delayMs: 1_500 })),
  withWaha('webhooks overtake each other', (waha) => waha.webhook.always({ overtaken: true })),
  withWaha('webhooks are lost', (waha) => waha.webhook.next({ copies: 0 }, 200)),
]

function isDown(link: LinkName): ChaosFault {
  return {
    name: `${link} down`,
    async run({ links }) {
      await links[link].down()
      await sleep(3 * SECOND_MS)
      await links[link].up()
    },
  }
}

function isBlackhole(link: LinkName): ChaosFault {
  return {
    name: `${link} swallows everything`,
    async run({ links }) {
      links[link].blackhole()
      await sleep(4 * SECOND_MS)
      await links[link].up()
    },
  }
}

function losesAnswers(link: LinkName): ChaosFault {
  return {
    name: `${link} loses answers`,
    async run({ links }) {
      for (let time = 0; time < 5; time += 1) {
        links[link].dropAnswers(2)
        await sleep(SECOND_MS / 2)
      }
      await links[link].up()
    },
  }
}

function isSlow(link: LinkName): ChaosFault {
  return {
    name: `${link} slow`,
    async run({ links }) {
      links[link].delay(100)
      await sleep(3 * SECOND_MS)
      await links[link].up()
    },
  }
}

function withWaha(name: string, plan: (faults: Rig['waha']['faults']) => void): ChaosFault {
  return {
    name,
    async run({ waha }) {
      plan(waha.faults)
      await sleep(3 * SECOND_MS)
      waha.faults.sendText.clear()
      waha.faults.webhook.clear()
    },
  }
}
