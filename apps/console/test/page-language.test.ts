import { afterAll, beforeAll, expect, test } from 'vitest'

import { runConsole, type RunningConsole } from './running-console.ts'

const INDONESIAN = { 'accept-language': 'id-ID,id;q=0.9,en;q=0.8' }

let hotel: RunningConsole
beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())

async function page(path: string, init?: RequestInit): Promise<{ status: number; text: string }> {
  const response = await hotel.request(path, init)
  return { status: response.status, text: await response.text() }
}

const guess = (headers: Record<string, string>) =>
  page('/login', {
    method: 'POST',
    headers: { origin: hotel.url, ...headers },
    body: new URLSearchParams({ password: 'guess' }),
  })

test('the login speaks what the browser prefers, also of a wrong password', async () => {
  const asked = await page('/login', { headers: INDONESIAN })
  expect(asked.text).toContain('<html lang="id">')
  for (const word of ['Masuk · Bellhop', 'Nama pengguna', 'Kata sandi</label>', '<button>Masuk</button>'])
    expect(asked.text).toContain(word)

  const wrong = await guess(INDONESIAN)
  expect(wrong.status).toBe(401)
  expect(wrong.text).toContain('Kata sandinya salah.')
})

test('the login tells in that language that it is closed for a minute', async () => {
  const stranger = { ...INDONESIAN, 'x-forwarded-for': '10.9.0.1' }
  for (let attempt = 0; attempt < 10; attempt++) expect((await guess(stranger)).status).toBe(401)
  const refused = await guess(stranger)
  expect(refused.status).toBe(429)
  expect(refused.text).toContain('Terlalu banyak percobaan.')
})

test('so do the pages that tell what is not there, not allowed or not to be read', async () => {
  const { name } = await hotel.operator('viewer')
  const viewer = await hotel.login({ name })
  for (const [path, init, status, indonesian, english] of [
    ['/nothing', {}, 404, 'Tidak ada apa pun di alamat ini.', 'There is nothing at this address.'],
    ['/queues', {}, 403, 'Mintalah kepada admin konsol ini.', 'Ask an admin of this console for it.'],
    [
      '/login',
      { method: 'POST', body: new Blob(['?'], { type: 'image/png' }) },
      415,
      'Di sini konsol hanya menerima formulir.',
      'The console takes forms here, and nothing else.',
    ],
  ] as const) {
    const told = await page(path, { ...init, headers: { ...viewer, ...INDONESIAN } })
    expect(told).toMatchObject({ status, text: expect.stringContaining(indonesian) as string })
    expect(told.text).toContain('<html lang="id">')
    expect(told.text).toContain('Ke kotak masuk')
    const other = await page(path, { ...init, headers: { ...viewer, 'accept-language': 'de' } })
    expect(other).toMatchObject({ status, text: expect.stringContaining(english) as string })
    expect(other.text).toContain('<html lang="en">')
  }
})
