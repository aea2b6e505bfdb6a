import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { classifyWebhook } from '@bellhop/gateways/waha'
import { describe, expect, test } from 'vitest'

import { GOWS_FATES } from './expected/gows.ts'
import { NOWEB_FATES } from './expected/noweb.ts'
import { OTHER_FATES } from './expected/others.ts'
import { WEBJS_FATES } from './expected/webjs.ts'

const BODIES = join(import.meta.dirname, 'bodies')
/** Written by hand from WAHA's protocol. */
const EXPECTED_FATES = { ...NOWEB_FATES, ...GOWS_FATES, ...WEBJS_FATES, ...OTHER_FATES }
const OPTIONS = { homeCountry: '62', lines: ['default'] }

describe('a body of real WAHA has the fate that the protocol gives it:', () => {
  test.each(Object.entries(EXPECTED_FATES))('%s', (name, expected) => {
    const raw = readFileSync(join(BODIES, `${name}.json`))
    const { id = null } = JSON.parse(raw.toString()) as { id?: string }
    const fate =
      'ignored' in expected
        ? { fate: 'ignored', reason: expected.ignored }
        : { fate: 'enqueue', event: { line: 'default', eventId: id, ...expected.event } }
    expect(classifyWebhook(raw, OPTIONS)).toEqual(fate)
  })

  test('none of them is forgotten', () => {
    const files = readdirSync(BODIES).map((file) => file.replace(/\.json$/, ''))
    expect(Object.keys(EXPECTED_FATES).toSorted()).toEqual(files.toSorted())
  })
})
