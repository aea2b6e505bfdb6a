import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { examine, unwell } from './examine.ts'
import { API_KEY, HMAC_KEY, openInstallation, type Installation } from './installation.ts'

const README = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8')

describe.skipIf(!inject('redis'))('the session config of the README', () => {
  let house: Installation
  beforeEach(async () => {
    house = await openInstallation()
  })
  afterEach(() => house.close())

  test('is one in which the doctor finds nothing wrong', async () => {
    const body = /<<EOF\n([^]*?)\nEOF\n/
      .exec(README)?.[1]
      ?.replace('$INGRESS', house.ingress.url)
      .replace('${WAHA_WEBHOOK_HMAC_KEYS%%,*}', HMAC_KEY)
    const answer = await fetch(`${house.waha.url}/api/sessions/default`, {
      method: 'PUT',
      headers: { 'x-api-key': API_KEY, 'content-type': 'application/json' },
      body: body ?? '',
    })
    expect(answer.status).toBe(200)
    expect(unwell(await examine(house))).toEqual([])
  })
})
