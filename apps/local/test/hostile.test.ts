import { describe, expect, inject, test } from 'vitest'
import { HOSTILE_ENV, HOSTILE_OVERRIDES } from '../src/hostile/hostile-settings.ts'
import { runHostile } from '../src/hostile/run-hostile.ts'
import { API_KEY, openHotel } from './open-hotel.ts'

const LINES = ['front', 'spa']
const PLAN = { seed: 7, messages: 48, guests: 6, share: 0.3, lines: LINES, deadlineMs: 120_000 }

// The ids of a message are chosen by us on the one and by the engine on the other. `npm run hostile` is the whole of it.
describe.skipIf(!inject('redis')).each(['NOWEB', 'WEBJS'] as const)(
  'a WAHA that fails in every way, %s,',
  (engine) => {
    test('makes Bellhop lose nothing, double nothing, and mix up nothing', { timeout: 400_000 }, async () => {
      const env = { ...HOSTILE_ENV, WAHA_LINES: LINES.join(',') }
      const hotel = await openHotel('redis', env, { engine, lines: LINES }, HOSTILE_OVERRIDES)
      try {
        const deps = { hotel, store: hotel.store, apiKey: API_KEY, onProgress: () => {} }
        const { findings, unknown, failed } = await runHostile({ ...PLAN, engine }, deps)
        expect(
          findings.flatMap(({ promise, violations }) => violations.map((one) => `${promise}: ${one}`)),
        ).toEqual([])
        expect({ unknown, failed }).toEqual({ unknown: 0, failed: 0 })
      } finally {
        await hotel.close()
      }
    })
  },
)
