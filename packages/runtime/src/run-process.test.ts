import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, describe, expect, test, vi } from 'vitest'

const FIXTURE = new URL('../test/fixtures/process.ts', import.meta.url).pathname
const DEADLINE = { timeout: 15_000 }

let child: ChildProcess | undefined
afterEach(() => void child?.kill('SIGKILL'))

function start(behaviour: string) {
  const started = spawn(process.execPath, ['--import', 'tsx', FIXTURE, behaviour], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child = started
  const output = { stdout: '', stderr: '' }
  started.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()))
  started.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()))
  return {
    output,
    child: started,
    said: (text: string) => vi.waitFor(() => expect(output.stdout).toContain(text), DEADLINE),
    ended: once(started, 'close').then(([code, signal]) => ({ code, signal })),
  }
}

describe('a process', { timeout: 20_000 }, () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('closes its app on %s and ends with 0', async (signal) => {
    const { child: running, output, said, ended } = start('runs')
    await said('"msg":"started"')
    running.kill(signal)
    expect(await ended).toEqual({ code: 0, signal: null })
    expect(output.stdout).toContain('closing the app')
    expect(output.stdout).toContain('"msg":"closed"')
  })

  test('ends with 1 when closing takes too long', async () => {
    const { child: running, output, said, ended } = start('stuck')
    await said('"msg":"started"')
    running.kill('SIGTERM')
    expect(await ended).toEqual({ code: 1, signal: null })
    expect(output.stdout).toContain('closing took too long')
  })

  test('ends at once on a second signal', async () => {
    const { child: running, output, said, ended } = start('slow')
    await said('"msg":"started"')
    running.kill('SIGTERM')
    await said('closing the app')
    running.kill('SIGINT')
    expect(await ended).toEqual({ code: 1, signal: null })
    expect(output.stdout).toContain('second signal')
  })

  test('takes a signal that is repeated at once, as npm does with Ctrl-C, for one', async () => {
    const { child: running, output, said, ended } = start('unhurried')
    await said('"msg":"started"')
    running.kill('SIGINT')
    await said('"msg":"closing"')
    running.kill('SIGINT')
    expect(await ended).toEqual({ code: 0, signal: null })
    expect(output.stdout).toContain('"msg":"closed"')
  })

  test.each(['rejects', 'throws'])(
    'that %s without a catch says it in one line, closes its app and ends with 1',
    async (behaviour) => {
      const { output, ended } = start(behaviour)
      expect(await ended).toEqual({ code: 1, signal: null })
      expect(output.stdout.match(/"level":"fatal"/g)).toHaveLength(1)
      expect(output.stdout).toContain('closing the app')
      expect(output.stdout + output.stderr).not.toContain('secret-in-a-foreign-message')
    },
  )
})

describe('a process that cannot start', { timeout: 20_000 }, () => {
  test('prints every problem of its environment and ends with 1', async () => {
    const { output, ended } = start('unconfigured')
    expect(await ended).toEqual({ code: 1, signal: null })
    expect(output.stderr).toContain('DATABASE_URL is required: a URL\n')
    expect(output.stderr).toContain('PORT must be a whole number\n')
    expect(output.stdout).toBe('')
  })

  test('says so in one line and ends with 1', async () => {
    const { output, ended } = start('broken')
    expect(await ended).toEqual({ code: 1, signal: null })
    expect(output.stdout.trim().split('\n')).toHaveLength(1)
    expect(output.stdout).toContain('"msg":"could not start"')
    expect(output.stdout + output.stderr).not.toContain('secret-in-a-foreign-message')
  })
})
