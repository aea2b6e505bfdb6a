import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const SCRIPT = join(import.meta.dirname, 'check-audit.mjs')

/** Runs the check with an npm that answers this. */
function checkWith(answer: string): { status: number | null; said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-npm-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\ncat <<'END'\n${answer}\nEND\nexit 1\n`, { mode: 0o755 })
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH']}` }
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT], { encoding: 'utf8', env })
  return { status, said: `${stderr}${stdout}` }
}

const advisory = (name: string, severity: string) => ({ [name]: { name, severity, range: '<2' } })
const reportOf = (...advisories: object[]) =>
  JSON.stringify({ vulnerabilities: Object.assign({}, ...advisories) })

test('a production dependency with a high or critical advisory fails the audit, by name', () => {
  for (const severity of ['high', 'critical']) {
    const { status, said } = checkWith(reportOf(advisory('leaky', severity), advisory('mild', 'moderate')))
    expect(status).toBe(1)
    expect(said).toContain(`leaky <2: ${severity}`)
    expect(said).not.toContain('mild <2')
  }
})

test('lesser advisories are counted and fail nothing', () => {
  expect(checkWith(reportOf(advisory('mild', 'moderate')))).toEqual({
    status: 0,
    said: '1 packages with advisories, 0 of them high or critical.\n',
  })
})

test.for(['{"message": "405 Method Not Allowed", "error": {}}', 'npm fell over', ''])(
  'where the registry cannot be asked, the audit says so and does not pass: %j',
  (answer) => {
    const { status, said } = checkWith(answer)
    expect(status).toBe(2)
    expect(said).toMatch(/^The registry could not be asked for advisories: .+\.\n$/)
  },
)
