import { setTimeout as sleep } from 'node:timers/promises'
import type { Local } from '../build-local.ts'

const MINUTE_MS = 60_000
const LOOK_MS = 100
const LOOKS_MAX = 300
const OPEN = new Set(['received', 'pending', 'sending'])

type Said = readonly [phone: string, minutesAgo: number, text: string]

/** What guests have written, how many minutes ago; the last one of them waits longest. */
const WAITING: readonly Said[] = [
  ['+6591234567', 1, 'Is the pool still open after ten?'],
  ['+61412345678', 3, 'Could someone bring us a baby cot, please?'],
  ['081298765432', 6, 'Bisa check-out jam 2 siang besok?'],
  ['+34611111111', 12, 'The air conditioning in our room is very loud 😕'],
]
/** Who writes and has no room: a stranger, and a guest who has not arrived yet. */
const NOT_CHECKED_IN: readonly Said[] = [
  ['+33612345678', 95, 'Bonjour, avez-vous une chambre pour deux ce week-end ?'],
  ['081377778888', 17, 'Halo, saya Rina. Kami sudah di lobi, apakah kamarnya siap?'],
  ['081377778888', 16, 'Berdua dengan satu anak 🙏'],
]
const BUDI = '081234567890'

/** Guests write, and staff answer one of them. Gives the id of that one's session. */
export async function liveThroughADay({ hotel, secrets }: Local): Promise<string> {
  const ago = (minutes: number) => ({ at: Date.now() - minutes * MINUTE_MS })
  for (const [phone, minutes, text] of [...WAITING, ...NOT_CHECKED_IN])
    await hotel.waha.guest(phone).writes(text, ago(minutes))
  const budi = hotel.waha.guest(BUDI)
  const { id } = await budi.writes(
    'Selamat sore! Kami tiba jam 9 malam, apakah restoran masih buka?',
    ago(25),
  )
  const session = await find('Budi Santoso')
  await reply(
    session,
    'Selamat sore, Pak Budi! Dapur buka sampai jam 11 malam. Kami siapkan meja untuk berapa orang?',
  )
  await budi.writes('Berempat, dua anak-anak.', { ...ago(20), quotes: id })
  await budi.writes('Kamar bisa menghadap laut?', ago(19))
  await reply(session, 'Bisa, kamar 101 menghadap laut. Meja jam 9.30 sudah kami catat.')
  const { id: thanks } = await budi.writes('Terima kasih banyak!', ago(2))
  await budi.reacts(thanks, '😊')
  await settled(session)
  return session

  async function api(path: string, body?: object): Promise<Response> {
    return fetch(`${hotel.console.url}/api${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${secrets.consoleApiKey}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }

  async function find(name: string): Promise<string> {
    return until(async () => {
      const { items } = (await (await api('/sessions?status=open')).json()) as {
        items: { id: string; name: string }[]
      }
      return items.find((item) => item.name === name)?.id ?? null
    })
  }

  async function reply(sessionId: string, text: string): Promise<void> {
    await api(`/sessions/${sessionId}/messages`, { role: 'Staff', text })
    await settled(sessionId)
  }

  /** Until all that was written has been applied, and all that is to leave has left. */
  async function settled(sessionId: string): Promise<void> {
    await hotel.waha.idle()
    await until(async () => {
      const { messages } = (await (await api(`/sessions/${sessionId}`)).json()) as {
        messages: { status: string }[]
      }
      return messages.every(({ status }) => !OPEN.has(status)) ? true : null
    })
  }
}

async function until<T>(look: () => Promise<T | null>): Promise<T> {
  for (let looks = 0; looks < LOOKS_MAX; looks += 1) {
    const found = await look()
    if (found !== null) return found
    await sleep(LOOK_MS)
  }
  throw new Error('the hotel did not get so far: try again on a quieter machine')
}
