import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { API_KEY, openHotel } from './open-hotel.ts'

const DEADLINE = { timeout: 15_000, interval: 50 }
const PICTURE = Buffer.from('the bytes of a picture')

const backends = inject('redis') === null ? (['postgres'] as const) : (['redis', 'postgres'] as const)

test.for(backends)('a photo of a guest can be seen in the console, with queues on %s', async (backend) => {
  const hotel = await openHotel(backend)
  onTestFinished(() => hotel.close())
  const guestId = await hotel.guest({ phone: '081234567890' })
  const media = { mimetype: 'image/jpeg', filename: 'beach.jpg', content: PICTURE }
  await hotel.waha.guest('081234567890').writes('Is this yours?', { media })

  const { id } = await vi.waitFor(
    () => hotel.store.prisma.session.findFirstOrThrow({ where: { guestId } }),
    DEADLINE,
  )
  const href = await vi.waitFor(async () => {
    const { body } = await hotel.api('GET', `/api/sessions/${id}`)
    const [photo] = body['messages'] as { text: string; media: { href?: string } }[]
    // Its size is known from the event already, its place only once it is fetched.
    const media = { size: PICTURE.length, href: expect.any(String) as string }
    expect(photo).toMatchObject({ kind: 'image', text: 'Is this yours?', media })
    return photo?.media.href ?? ''
  }, DEADLINE)

  const file = await fetch(`${hotel.url}${href}`, { headers: { authorization: `Bearer ${API_KEY}` } })
  expect(file.headers.get('content-type')).toBe('image/jpeg')
  expect(Buffer.from(await file.arrayBuffer())).toEqual(PICTURE)
})
