import { createRandom } from '@bellhop/gateways/waha/simulator'
import { PREVIOUS_RELEASE } from '@bellhop/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeSteadily, type Written } from '../../src/faults/chaos/write-steadily.ts'
import { stored } from './crowd.ts'
import { expectAllWell } from './expect-all-well.ts'
import { expectReference } from './expect-reference.ts'
import { openUpgrade, type Upgrade } from './open-upgrade.ts'
import type { ReleaseProcess } from './release-process.ts'
import { canUpgrade, openReleaseTree, type ReleaseTree } from './release-tree.ts'

const CROWD = Array.from({ length: 12 }, (_, index) => `62813${String(index).padStart(8, '0')}`)
const RATE = 20
/** What a worker says when a migration that brings columns has ended its connections. */
const HAS_TO_CONNECT = 'postgres does not answer, no more jobs are taken'
const TIMES = { timeout: 300_000 }

describe.skipIf(!canUpgrade())('an upgrade from the previous release', TIMES, () => {
  let tree: ReleaseTree
  let hotel: Upgrade
  let previous: Record<'worker' | 'sender' | 'console' | 'ingress', ReleaseProcess>
  const written: Written[] = []

  beforeAll(async () => {
    tree = await openReleaseTree(PREVIOUS_RELEASE.commit)
    hotel = await openUpgrade(tree)
    await hotel.checkIn(CROWD.map(stored))
    const [worker, sender, console, ingress] = await Promise.all([
      hotel.start('previous', 'worker'),
      hotel.start('previous', 'sender'),
      hotel.start('previous', 'console'),
      hotel.start('previous', 'ingress'),
    ])
    previous = { worker, sender, console, ingress }
  }, TIMES.timeout)
  afterAll(async () => {
    await hotel?.close()
    await tree?.remove()
  })

  const crowdWrites = (durationMs: number) =>
    writeSteadily(
      hotel.waha,
      CROWD.map((digits) => ({ digits, line: 'default' })),
      { rate: RATE, durationMs, random: createRandom(written.length) },
      written,
    )

  const errors = () => hotel.errors().filter(({ msg }) => msg !== HAS_TO_CONNECT)

  async function expectCrowdIsWell(): Promise<void> {
    const digits = written.map((one) => one.digits)
    await expectAllWell(hotel, { digits, byGuests: written.map(({ id }) => id), byStaff: [] })
    expect(errors()).toEqual([])
  }

  test('the previous release goes on while the database is migrated under it, and further than to this release', async () => {
    // What it has prepared by then fits the tables as they were.
    await crowdWrites(1_000)
    await expectCrowdIsWell()
    await Promise.all([crowdWrites(2_000), hotel.migrate()])
    await expectCrowdIsWell()
  })

  test('its workers and senders start on the migrated database, and do all that guests are promised', async () => {
    const { worker, sender } = previous
    previous.worker = await hotel.start('previous', 'worker')
    previous.sender = await hotel.start('previous', 'sender')
    expect([await worker.term(), await sender.term()]).toEqual([0, 0])
    await expectReference(hotel, previous.console)
    expect(errors()).toEqual([])
  })

  test('both releases serve the same guests at the same time', async () => {
    const [worker, sender] = await Promise.all([
      hotel.start('this', 'worker'),
      hotel.start('this', 'sender'),
      hotel.start('this', 'ingress'),
    ])
    await crowdWrites(4_000)
    await expectCrowdIsWell()
    for (const one of [previous.worker, worker])
      expect(one.lines()).toContainEqual(expect.objectContaining({ msg: 'message applied' }))
    for (const one of [previous.sender, sender])
      expect(one.lines()).toContainEqual(expect.objectContaining({ msg: 'message sent' }))
  })

  test('the previous release leaves in the midst of it, each process with 0, and nothing is lost or doubled', async () => {
    const leaving = Promise.all(Object.values(previous).map((process) => process.term()))
    const [exits] = await Promise.all([leaving, crowdWrites(4_000)])
    expect(exits).toEqual([0, 0, 0, 0])
    await expectCrowdIsWell()
  })

  test('this release prepares no statement that a new column of any table would break', async () => {
    await crowdWrites(1_000)
    await expectCrowdIsWell()
    const { prisma } = hotel.store
    const tables = await prisma.$queryRaw<{ name: string }[]>`
      SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()`
    for (const { name } of tables)
      await prisma.$executeRawUnsafe(`ALTER TABLE "${name}" ADD COLUMN later TEXT`)
    await crowdWrites(2_000)
    await expectCrowdIsWell()
  })
})
