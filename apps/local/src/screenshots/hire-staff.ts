import type { Local } from '../build-local.ts'

const OPERATORS = [
  { name: 'putri', display_name: 'Putri Dewi', role: 'agent' },
  { name: 'made', display_name: 'Made Wirawan', role: 'agent' },
  { name: 'owner', display_name: 'Ibu Ratna', role: 'viewer' },
]

const TEMPLATES = [
  { name: 'Breakfast', text: 'Good morning, {name}! Breakfast is from 6.30 to 10 in the garden.' },
  { name: 'Late check-out', text: 'You may keep room {room} until 2 pm, {name}, with our compliments.' },
  { name: 'Taxi', text: 'Your taxi is on its way, {name}. It will wait in front of the lobby.' },
  { name: 'Wi-Fi', text: 'The network is Bellhop Garden, the password is your room number {room} twice.' },
]

/** The people of the hotel, a key for its agent router, and what staff often write. */
export async function hireStaff({ hotel, secrets }: Local): Promise<void> {
  const { url } = hotel.console
  const login = await fetch(`${url}/login`, {
    method: 'POST',
    headers: { origin: url },
    body: new URLSearchParams({ name: 'admin', password: secrets.consolePassword }),
    redirect: 'manual',
  })
  const cookie = login.headers.getSetCookie().join('; ')
  const make = (path: string, body: object) =>
    fetch(`${url}/api${path}`, {
      method: 'POST',
      headers: { cookie, origin: url, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  for (const operator of OPERATORS) await make('/operators', { ...operator, password: crypto.randomUUID() })
  for (const template of TEMPLATES) await make('/templates', template)
  await make('/keys', { name: 'Agent router', role: 'agent' })
}
