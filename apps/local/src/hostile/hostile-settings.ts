import type { HotelOptions } from '../build-hotel.ts'

/** No pace and no pauses: the run is about what fails, not about time. */
export const HOSTILE_ENV = {
  SEND_RATE_PER_LINE: '0',
  SEND_TYPING: 'false',
  STALE_AFTER: 'off',
  BACKLOG_SETTLE: '1s',
  GAP_REPAIR_EVERY: '3s',
  LOG_LEVEL: 'info',
}

/** What takes minutes with a real WAHA takes seconds here. */
export const HOSTILE_OVERRIDES = {
  sender: {
    watchIntervalMs: 500,
    timing: {
      sendTimeoutMs: 800,
      callTimeoutMs: 400,
      reconcileIntervalMs: 200,
      lookAfterMs: 900,
      lookEveryMs: 500,
      absentAfterMs: 2_000,
      resendFactor: 0.1,
    },
  },
  worker: {
    sweepIntervalMs: 500,
    wahaTimeoutMs: 500,
    gapRepair: { lookIntervalMs: 500, graceMs: 2_000, retryFirstMs: 1_000 },
  },
} satisfies HotelOptions['overrides']
