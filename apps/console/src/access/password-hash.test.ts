import { stat } from 'node:fs/promises'

import { expect, test } from 'vitest'

import { hashPassword, isPassword } from './password-hash.ts'

const SLOW = 30_000

test(
  'a password is known by its hash, however a keyboard writes its letters, and nothing else is',
  async () => {
    const kept = await hashPassword('caf\u00e9 di pantai')
    expect(kept).toMatch(/^scrypt\$15\$8\$3\$[\w+/]{22}==\$[\w+/]{43}=$/)
    const answers = ['cafe\u0301 di pantai', 'caf\u00e9 di pantai ', '', kept].map((given) =>
      isPassword(kept, given),
    )
    expect(await Promise.all(answers)).toEqual([true, false, false, false])
  },
  SLOW,
)

test(
  'the same password has another hash each time',
  async () => {
    expect(await hashPassword('sama saja kok')).not.toBe(await hashPassword('sama saja kok'))
  },
  SLOW,
)

test('where there is no hash, no password is right', async () => {
  expect(await isPassword(null, 'anything')).toBe(false)
})

test(
  'however many log in, Node has threads left for its files and for the names of hosts',
  async () => {
    let ended = 0
    const many = Array.from({ length: 5 }, () => isPassword(null, 'anything').then(() => (ended += 1)))
    await stat('.')
    expect(ended).toBe(0)
    await Promise.allSettled(many)
  },
  SLOW,
)
