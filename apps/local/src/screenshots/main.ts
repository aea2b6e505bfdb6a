import { mkdir, mkdtemp, chmod, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compose } from '@bellhop/runtime'
import { chromium } from 'playwright-core'
import { buildLocal } from '../build-local.ts'
import { hireStaff } from './hire-staff.ts'
import { fillTheDayBefore } from './fill-the-day-before.ts'
import { liveThroughADay } from './live-through-a-day.ts'
import { logIn, SHOTS, takeShot } from './take-shot.ts'

const OUT_DIR = process.env['SCREENSHOTS_DIR'] || join(import.meta.dirname, '../../../../docs/images')
const EXECUTABLE = process.env['CHROMIUM_PATH'] || '/usr/bin/chromium'

/** Pictures of the console for the README, of a hotel that lives through a day first. */
const taken = await compose(async (defer) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'bellhop-screenshots-'))
  // Postgres may run as somebody else.
  await chmod(dataDir, 0o755)
  defer(() => rm(dataDir, { recursive: true, force: true }))
  const tell = (step: string) => void process.stdout.write(`  ${step} ...\n`)
  // Nothing automatic but the welcomes: people talk here.
  const env = { AUTO_REPLY: 'off', SEND_RATE_PER_LINE: '0', SEND_RATE_PER_CHAT: '0', BACKLOG_SETTLE: '0s' }
  const local = await buildLocal({ dataDir, fresh: true, env, onProgress: tell })
  defer(() => local.close())
  tell('guests and staff talk')
  await hireStaff(local)
  const sessionId = await liveThroughADay(local)
  await fillTheDayBefore(local)
  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    args: ['--no-sandbox', '--disable-gpu'],
  })
  defer(() => browser.close())
  await mkdir(OUT_DIR, { recursive: true })
  const login = await logIn(browser, local.hotel.console.url, local.secrets.consolePassword)
  for (const shot of SHOTS) {
    tell(shot.name)
    await takeShot(browser, login, { ...shot, sessionId, dir: OUT_DIR })
  }
  return {}
})
await taken.close()
