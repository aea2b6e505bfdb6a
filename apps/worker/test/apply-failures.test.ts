import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openApplier } from './open-applier.ts'
import { silentLog } from './silent-log.ts'
import { LINE, openStoredHotel, type StoredHotel } from './stored-hotel.ts'

const TRIES = 5
const HOUR = 3_600_000

let hotel: StoredHotel

beforeAll(async () => {
  hotel = await openStoredHotel()
  await hotel.prisma.$executeRaw`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.text = 'bad' AND NEW.status = 'applied' THEN
        RAISE EXCEPTION 'refused %', NEW.text USING ERRCODE = 'P0042';
      END IF;
      RETURN NEW;
    END $$`
  await hotel.prisma.$executeRaw`
    CREATE TRIGGER refuse BEFORE UPDATE ON messages FOR EACH ROW EXECUTE FUNCTION refuse()`
})
afterAll(() => hotel.close())

test('a message that cannot be applied holds up nobody else, and goes on with its guest once it is set aside (I8)', async () => {
  const [guest, other] = [await hotel.checkIn(), await hotel.checkIn()]
  const bad = await hotel.write(guest, { text: 'bad', sentAt: new Date(Date.now() - 2_000) })
  const good = await hotel.write(guest, { text: 'good' })
  const others = await hotel.write(other)
  const { apply } = openApplier(hotel.store)

  const keys = [guest.phone, other.phone]
  expect([...(await apply(keys)).keys()]).toEqual([guest.phone])
  expect(await hotel.read(others)).toMatchObject({ status: 'applied', attempts: 0 })
  expect(await hotel.read(good)).toMatchObject({ status: 'received' })
  for (let tries = 2; tries < TRIES; tries += 1) await apply(keys)
  expect(await hotel.read(bad)).toMatchObject({ status: 'received', attempts: TRIES - 1 })

  expect(await apply(keys)).toEqual(new Map())
  const row = await hotel.read(bad)
  expect(row).toMatchObject({ status: 'set_aside', attempts: TRIES, sessionId: null })
  expect(row.error).toContain('P0042')
  expect(row.error).not.toContain('bad')
  expect(await hotel.read(good)).toMatchObject({ status: 'applied', attempts: 0, error: null })
})

test('a message after a long silence rotates its session in one go, whatever the order of what is saved (I3)', async () => {
  const guest = await hotel.checkIn()
  const before = new Date(Date.now() - HOUR)
  const old = await hotel.openSession(guest, { startedAt: before, lastActivityAt: before })
  const id = await hotel.write(guest)
  const { apply } = openApplier(hotel.store)
  expect(await apply([guest.phone])).toEqual(new Map())
  const where = { guestId: guest.id, line: LINE }
  const sessions = await hotel.prisma.session.findMany({ where, orderBy: { startedAt: 'asc' } })
  expect(sessions).toMatchObject([{ id: old, endReason: 'expired' }, { status: 'open' }])
  expect(await hotel.read(id)).toMatchObject({ attempts: 0, sessionId: sessions[1]?.id })
})

test('what fails before any message is looked at is told, and sets none aside', async () => {
  const guest = await hotel.checkIn()
  const id = await hotel.write(guest)
  const { apply } = openApplier(hotel.store)
  const warn = vi.spyOn(silentLog, 'warn')
  await hotel.prisma.$executeRaw`ALTER TABLE guest_chats RENAME TO lost_chats`
  for (let tries = 0; tries < TRIES; tries += 1)
    expect([...(await apply([guest.phone])).keys()]).toEqual([guest.phone])
  await hotel.prisma.$executeRaw`ALTER TABLE lost_chats RENAME TO guest_chats`
  expect(warn).toHaveBeenCalledTimes(TRIES)
  expect(warn).toHaveBeenCalledWith(
    { err: expect.objectContaining({ cause: expect.objectContaining({ code: '42P01' }) }) },
    expect.stringContaining('no message is to blame'),
  )
  expect(await apply([guest.phone])).toEqual(new Map())
  expect(await hotel.read(id)).toMatchObject({ status: 'applied', attempts: 0 })
})
