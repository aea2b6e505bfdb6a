import { join } from 'node:path'
import { compose } from '@bellhop/runtime'
import { deployMigrations } from '@bellhop/store'
import pg from 'pg'
import type { Bench } from './bench.ts'
import { openChild, type Child } from './child/open-child.ts'
import { fillHouse } from './house/fill-house.ts'
import { openHouse } from './house/open-house.ts'
import { ACTIVE, HMAC_KEY, LINES, type BenchPlan } from './plan.ts'
import { openWorld } from './world/open-world.ts'

/** Everything that is measured, on the same Postgres and the same Redis. */
export function openBench(dir: string, plan: BenchPlan, tell: Bench['tell']) {
  return compose<Bench>(async (defer) => {
    tell('a hotel moves in')
    const open = (file: string): Child => {
      const child = openChild(file)
      defer(() => child.close())
      return child
    }
    const world = await openWorld({ hmacKey: HMAC_KEY, lines: LINES, guests: ACTIVE })
    defer(() => world.close())
    const filling = { guests: ACTIVE, active: ACTIVE, messages: 0, lines: LINES }
    const house = await openHouse(join(dir, 'house'), {
      wahaUrl: world.wahaUrl,
      hmacKey: HMAC_KEY,
      filling,
      tell,
    })
    defer(() => house.close())

    const { postgres, redis } = house.rig
    const [bareUrl, naiveUrl] = [
      await addDatabase(postgres.url(), 'bare'),
      await addDatabase(postgres.url(), 'naive'),
    ]
    await fillHouse(naiveUrl, filling, tell)
    const servers = { redisUrl: redis.url(), hmacKey: HMAC_KEY, wahaUrl: world.wahaUrl }
    const start = (part: Child, databaseUrl: string) => part.ask<number>('start', { ...servers, databaseUrl })
    const [route, ends, relay, insert] = [
      open('bare/route'),
      open('bare/ends'),
      open('bare/relay'),
      open('bare/insert'),
    ]
    const routePort = await start(route, bareUrl)
    for (const part of [ends, relay, insert]) await start(part, bareUrl)
    const naive = [open('naive/ingress'), open('naive/worker'), open('naive/sender')]
    const [naivePort = 0] = await Promise.all(naive.map((part) => start(part, naiveUrl)))
    return {
      plan,
      world,
      house,
      bare: {
        route: { port: routePort, pid: route.pid },
        pipeline: {
          async run(pace) {
            await relay.ask('setPace', pace.kind)
            return ends.ask('run', pace)
          },
          pids: [ends.pid, relay.pid, redis.pid()],
        },
        insert: { child: insert, pids: [insert.pid, postgres.pid()] },
      },
      naive: {
        port: naivePort,
        pids: [...naive.map(({ pid }) => pid), postgres.pid(), redis.pid()],
        databaseUrl: naiveUrl,
      },
      tell,
    }
  })
}

/** Beside Bellhop's, with the same tables. Gives its address. */
async function addDatabase(url: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${name}`)
  } finally {
    await client.end()
  }
  const added = new URL(url)
  added.pathname = name
  await deployMigrations(added.href)
  return added.href
}
