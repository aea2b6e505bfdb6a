import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import type { ScreenEvent } from '@bellhop/gateways/waha/simulator'
import { z } from 'zod'
import { DATA_DIR, findRunning } from './data-dir.ts'
import { readEvents } from './read-events.ts'

const HELP = '  /later jumps your clock by 31 minutes, /end ends the conversation, Ctrl-C leaves.'
const LATER_MS = 31 * 60_000

const { positionals } = parseArgs({ allowPositionals: true })
const waha = await findSimulator()
const guests = z
  .array(z.object({ phone: z.string(), name: z.string() }))
  .parse(await (await fetch(`${waha}/simulator/guests`)).json())
const terminal = createInterface({ input: process.stdin, output: process.stdout })
const lines = terminal[Symbol.asyncIterator]()
const phone = positionals[0] ?? (await pickGuest())
const home = `${waha}/simulator/guests/${encodeURIComponent(phone)}`

process.stdout.write(`\n${HELP}\n\n`)
terminal.setPrompt('> ')
terminal.prompt()
await Promise.race([watch(), talk()])
process.exit(0)

async function watch(): Promise<void> {
  // The simulator knows which numbers there can be.
  const isKnown = await fetch(home, { method: 'PUT' })
  if (!isKnown.ok) {
    process.stderr.write('That is no phone number: write it like 081234567890 or +34611111111.\n')
    return
  }
  for await (const event of readEvents<ScreenEvent>(`${home}/events`)) show(event)
  process.stdout.write('\nBellhop has ended.\n')
}

async function talk(): Promise<void> {
  for (let line = await lines.next(); line.done !== true; line = await lines.next())
    await send(line.value.trim())
}

async function findSimulator(): Promise<string> {
  const found = await findRunning(DATA_DIR)
  if (found !== null) return found
  process.stderr.write(
    'Bellhop is not running here: start it with npm start, then chat in a second terminal.\n',
  )
  process.exit(1)
}

async function pickGuest(): Promise<string> {
  const list = guests.map(({ phone: digits, name }, index) => `  ${index + 1}  ${name}  +${digits}`)
  process.stdout.write(`Who are you?\n${list.join('\n')}\n`)
  process.stdout.write('A number from the list, or any phone number: ')
  const { value } = await lines.next()
  const answer = typeof value === 'string' ? value.trim() : ''
  return guests[Number(answer) - 1]?.phone ?? answer
}

async function send(text: string): Promise<void> {
  if (text === '/later') await post('clock', { advanceMs: LATER_MS })
  else if (text !== '') await post('messages', { text })
  terminal.prompt()
}

async function post(what: string, body: object): Promise<void> {
  const answer = await fetch(`${home}/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) process.stdout.write(`  not sent: ${await answer.text()}\n`)
}

function show(event: ScreenEvent): void {
  if (event.type === 'screen') for (const entry of event.entries) showEntry(entry)
  else if (event.type === 'entry' && (event.entry.kind !== 'message' || event.entry.from === 'hotel')) {
    showEntry(event.entry)
  }
}

function showEntry(entry: Extract<ScreenEvent, { type: 'entry' }>['entry']): void {
  const at = new Date(entry.at).toTimeString().slice(0, 5)
  const line =
    entry.kind === 'time-jump'
      ? `  ${at}  ${Math.round(entry.byMs / 60_000)} minutes later`
      : `  ${at}  ${entry.from === 'hotel' ? 'Hotel' : 'You'}: ${entry.text}`
  process.stdout.write(`\r${line}\n`)
  terminal.prompt(true)
}
