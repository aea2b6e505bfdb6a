import { PREVIOUS_RELEASE } from '@bellhop/store/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { redisCommand } from '../../src/faults/rig/redis-command.ts'
import { stored } from './crowd.ts'
import { expectAllWell } from './expect-all-well.ts'
import { openUpgrade, type Upgrade } from './open-upgrade.ts'
import { canUpgrade, openReleaseTree } from './release-tree.ts'

const DEADLINE = { timeout: 60_000, interval: 50 }
const MINUTE = 60_000
const PICTURE = {
  mimetype: 'image/jpeg',
  filename: 'beach.jpg',
  content: Buffer.from('the bytes of a picture'),
}
const [HELD, UNSURE, QUEUED, LATE, PICTURED, UNHEARD, OWNED] = Array.from(
  { length: 7 },
  (_, index) => `62816${String(index).padStart(8, '0')}`,
) as [string, string, string, string, string, string, string]
const ALL = [HELD, UNSURE, QUEUED, LATE, PICTURED, UNHEARD, OWNED]

test.skipIf(!canUpgrade())(
  'this release goes on with all that the previous one left undone when it was killed',
  { timeout: 600_000 },
  async () => {
    const tree = await openReleaseTree(PREVIOUS_RELEASE.commit)
    onTestFinished(() => tree.remove())
    const hotel = await openUpgrade(tree)
    onTestFinished(() => hotel.close())
    await hotel.checkIn(ALL.map(stored))
    const byGuests: string[] = []
    const byStaff: string[] = []
    await leaveUndone(hotel, byGuests, byStaff)

    await hotel.migrate()
    await letTimePass(hotel)
    for (const faults of Object.values(hotel.waha.faults)) faults.clear()
    hotel.h2h.faults.clear()
    const running = await Promise.all([hotel.start('this', 'worker'), hotel.start('this', 'sender')])

    await expectAllWell(hotel, { digits: ALL, byGuests, byStaff })
    const { prisma } = hotel.store
    await vi.waitFor(async () => {
      expect(await prisma.mediaFetch.count()).toBe(0)
      expect(await prisma.session.findMany({ where: { NOT: { agentStatus: 'created' } } })).toEqual([])
    }, DEADLINE)
    const picture = await prisma.message.findFirstOrThrow({
      where: { phone: stored(PICTURED), kind: 'image' },
    })
    expect(picture.media).toMatchObject({ size: PICTURE.content.length, path: expect.any(String) as string })
    expect(
      await prisma.message.findMany({ where: { phone: stored(UNHEARD), text: 'halo, mended' } }),
    ).toHaveLength(1)
    expect(await prisma.session.findMany({ where: { guest: { phone: stored(OWNED) } } })).toMatchObject([
      { mode: 'manual' },
    ])
    expect(await prisma.message.count({ where: { status: { in: ['failed', 'set_aside'] } } })).toBe(0)
    expect(await prisma.quarantinedEvent.count()).toBe(0)
    expect(running.flatMap((process) => process.errors())).toEqual([])
  },
)

/** Has the previous release killed with messages in every state that isn't the last, and jobs in every queue. */
async function leaveUndone(hotel: Upgrade, byGuests: string[], byStaff: string[]): Promise<void> {
  const { waha, h2h, store } = hotel
  const says = async (
    digits: string,
    text: string,
    options: { at?: number; media?: typeof PICTURE } = {},
  ) => {
    const { id } = await waha.guest(digits).writes(text, options)
    byGuests.push(id)
    return id
  }
  const isLeft = (digits: string, status: string) =>
    vi.waitFor(async () => {
      const rows = await store.prisma.$queryRaw<{ status: string }[]>`
        SELECT status::text FROM messages WHERE phone = ${stored(digits)}`
      expect(rows).toContainEqual({ status })
    }, DEADLINE)
  const isQueued = (key: string, command: 'LLEN' | 'ZCARD') =>
    vi.waitFor(
      async () => expect(await redisCommand(hotel.redisUrl, command, `bellhop:${key}`)).toBeGreaterThan(0),
      DEADLINE,
    )

  const [worker, sender, ingress] = await Promise.all([
    hotel.start('previous', 'worker', { BACKLOG_SETTLE: '30s' }),
    hotel.start('previous', 'sender'),
    hotel.start('previous', 'ingress'),
  ])
  h2h.faults.always({ answer: 500 })
  waha.faults.sendText.next({ answer: 500 })
  await says(UNSURE, 'halo')
  await isLeft(UNSURE, 'unknown')
  waha.faults.sendText.always({ answer: 'none' })
  await says(HELD, 'halo')
  await isLeft(HELD, 'sending')
  await sender.kill()

  await says(QUEUED, 'halo')
  await isLeft(QUEUED, 'pending')
  await isQueued('outbound-default:prioritized', 'ZCARD')
  await isQueued('agent:delayed', 'ZCARD')
  await says(LATE, 'halo', { at: Date.now() - MINUTE })
  await isLeft(LATE, 'received')
  waha.faults.files.always({ answer: 'none' })
  await says(PICTURED, 'Is this yours?', { media: PICTURE })
  await isQueued('media:active', 'LLEN')
  await worker.kill()

  const heard = await says(UNHEARD, 'halo')
  await waha.guest(UNHEARD).edits(heard, 'halo, mended')
  await says(OWNED, 'halo')
  byStaff.push((await waha.guest(OWNED).isAnsweredByStaff('saya datang')).id)
  await isQueued('inbound:wait', 'LLEN')
  await ingress.kill()
}

/** What a dead process had claimed is others' after a minute or three, and what waited for a time is due. */
async function letTimePass({ store: { prisma } }: Upgrade): Promise<void> {
  await prisma.$executeRaw`UPDATE messages SET claimed_at = claimed_at - interval '2 minutes' WHERE status = 'sending'`
  await prisma.$executeRaw`UPDATE messages SET next_attempt_at = now() WHERE status = 'received'`
  await prisma.$executeRaw`UPDATE media_fetches SET next_attempt_at = now()`
}
