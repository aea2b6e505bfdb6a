import { describe, expect, test } from 'vitest'

import { classifyWebhook } from '../classify-webhook.ts'
import { MESSAGES } from './messages.fixture.ts'
import { REST } from './rest.fixture.ts'
import { UPDATES } from './updates.fixture.ts'

const ENGINES = ['NOWEB', 'GOWS', 'WEBJS', 'WPP'] as const

describe.each(ENGINES)('on %s', (engine) => {
  test.each([...MESSAGES, ...UPDATES, ...REST])(
    '$what is what it is on every engine',
    ({ body, fate, but }) => {
      const sent = body(engine)
      const expected = but?.[engine] ?? fate
      const line = { line: 'default', eventId: sent['id'] }
      expect(
        classifyWebhook(Buffer.from(JSON.stringify(sent)), { homeCountry: '62', lines: ['default'] }),
      ).toEqual(
        typeof expected === 'string'
          ? { fate: 'ignored', reason: expected }
          : { fate: 'enqueue', event: { ...line, ...expected } },
      )
    },
  )
})
