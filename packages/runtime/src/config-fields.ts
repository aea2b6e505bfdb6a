import { resolve } from 'node:path'
import { z } from 'zod'

const UNIT_MS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const UNIT_BYTES: Record<string, number> = { KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3 }
/** The top of this project, whichever app reads this and wherever it was started. */
const PROJECT = resolve(import.meta.dirname, '../../..')
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
/** A hundred years: what is more was meant otherwise. */
const DAYS_MAX = 36_500
const DEFAULT_HOST = '127.0.0.1'

export type LogLevel = (typeof LOG_LEVELS)[number]

interface Wanted {
  /** Completes "must be ...". */
  wants: string
  example: string
}

/**
 * Building blocks for a config schema: each reads one variable's text. Without a default the variable is required.
 * A problem says what is wanted and gives an example; it never repeats the value.
 */
export const fields = {
  /** Any text. */
  text: (wanted: Wanted, fallback?: string) => field(wanted, (text) => text, fallback),

  /** Text of a certain form. */
  pattern: (pattern: RegExp, wanted: Wanted, fallback?: string) =>
    field(wanted, (text) => (pattern.test(text) ? text : undefined), fallback),

  /** One of several words. */
  choice: <const T extends string>(words: readonly T[], fallback?: T) =>
    field<T>(
      { wants: `one of ${words.join(', ')}`, example: fallback ?? words[0] ?? '' },
      (text) => words.find((word) => word === text),
      fallback,
    ),

  /** A whole number within bounds. */
  integer: ({ min, max, example }: { min: number; max: number; example?: number }, fallback?: number) =>
    field(
      { wants: `a whole number from ${min} to ${max}`, example: String(example ?? fallback ?? min) },
      (text) =>
        /^-?\d+$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined,
      fallback,
    ),

  /** `true` or `false`. */
  flag: (fallback?: boolean) =>
    field(
      { wants: 'true or false', example: String(fallback ?? true) },
      (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
      fallback,
    ),

  /** Comma-separated, trimmed, each once. At least one. */
  list: (wanted: Wanted, fallback?: string[]) =>
    field(
      wanted,
      (text) => {
        const items = text.split(',').map((item) => item.trim())
        return items.includes('') ? undefined : [...new Set(items)]
      },
      fallback,
    ),

  /** `30m`, `6s`, `500ms`, `24h`, `0s` to milliseconds. */
  duration: (fallback?: string) =>
    field<number>(
      { wants: 'a duration with its unit (ms, s, m, h, d)', example: fallback ?? '30s' },
      readDuration,
      fallback === undefined ? undefined : readDuration(fallback),
    ),

  /** As `duration`, or `off`, which is null. */
  durationOrOff: (fallback?: string) =>
    field<number | null>(
      { wants: 'a duration with its unit (ms, s, m, h, d), or off', example: fallback ?? '30m' },
      readDurationOrOff,
      fallback === undefined ? undefined : readDurationOrOff(fallback),
    ),

  /** A whole number of days from 1 on, or `off`, which is null. */
  daysOrOff: (fallback?: string) =>
    field<number | null>(
      { wants: 'a whole number of days from 1 to 36500, or off', example: '90' },
      readDaysOrOff,
      fallback === undefined ? undefined : readDaysOrOff(fallback),
    ),

  /** `20/m` to the interval between two in ms (3000); `0`, for unlimited, to 0. */
  rate: (fallback?: string) =>
    field<number>(
      { wants: 'a rate per s, m or h, or 0 for unlimited', example: fallback ?? '20/m' },
      readRate,
      fallback === undefined ? undefined : readRate(fallback),
    ),

  /** `20MB` to bytes. 1 MB is 1024 KB. */
  size: (fallback?: string) =>
    field<number>(
      { wants: 'a size with its unit (KB, MB, GB)', example: fallback ?? '20MB' },
      readSize,
      fallback === undefined ? undefined : readSize(fallback),
    ),

  /** A folder as an absolute path. A relative one is taken from the top of the project, so that all apps mean the same. */
  folder: (fallback: string) =>
    field(
      { wants: 'a folder', example: '/var/lib/bellhop' },
      (path) => resolve(PROJECT, path),
      resolve(PROJECT, fallback),
    ),

  /** A URL with one of the schemes. Its text is kept as it is, without a slash at the end. */
  url: (wanted: { schemes: readonly string[]; example: string }, fallback?: string) =>
    field(
      {
        wants: `a URL with ${wanted.schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
        example: wanted.example,
      },
      (text) => (isUrl(text, wanted.schemes) ? text.replace(/\/+$/, '') : undefined),
      fallback,
    ),

  /** A TCP port; 0 lets the system choose. */
  port: (fallback?: number) => fields.integer({ min: 0, max: 65_535, example: 8080 }, fallback),

  /** A key, password or token. */
  secret: ({ wants, lengthMin = 1 }: { wants: string; lengthMin?: number }) =>
    field({ wants, example: 'the output of: openssl rand -hex 32' }, (text) =>
      text.length >= lengthMin ? text : undefined,
    ),

  logLevel: () => fields.choice(LOG_LEVELS, 'info'),
}

/** What every app reads: where it listens and how much it says. */
export function commonFields(defaultPort: number) {
  return {
    PORT: fields.port(defaultPort),
    HOST: fields.text({ wants: 'an address to listen on', example: DEFAULT_HOST }, DEFAULT_HOST),
    LOG_LEVEL: fields.logLevel(),
  }
}

/** Variables that several apps read, each of them in the same way. */
export const hotelFields = {
  DATABASE_URL: fields.url({
    schemes: ['postgres', 'postgresql'],
    example: 'postgresql://bellhop:secret@localhost:5432/bellhop',
  }),
  QUEUE_URL: fields.url({
    schemes: ['redis', 'rediss', 'postgres', 'postgresql'],
    example: 'redis://localhost:6379',
  }),
  WAHA_HOST: fields.url(
    { schemes: ['http', 'https'], example: 'http://localhost:3000' },
    'http://localhost:3000',
  ),
  WAHA_API_PATH: fields.pattern(
    /^\//,
    { wants: 'a path that starts with /', example: '/api/sendText' },
    '/api/sendText',
  ),
  WAHA_API_KEY: fields.text({ wants: 'the API key of WAHA', example: 'a key' }).optional(),
  WAHA_LINES: fields.list({ wants: 'a comma list of WAHA session names', example: 'default' }, ['default']),
  PHONE_HOME_COUNTRY: fields.pattern(
    /^[1-9]\d{0,2}$/,
    { wants: 'a calling code of one to three digits', example: '62' },
    '62',
  ),
  SESSION_IDLE_LIMIT: fields.duration('30m'),
  STALE_AFTER: fields.durationOrOff('30m'),
  MEDIA_DIR: fields.folder('media'),
  MANUAL_RETURN_AFTER: fields.durationOrOff('30m'),
  LINE_SILENCE_ALERT: fields.durationOrOff('6h'),
}

function field<T>(
  { wants, example }: Wanted,
  read: (text: string) => T | undefined,
  fallback?: T,
): z.ZodType<T> {
  return z
    .string()
    .optional()
    .transform((text, context) => {
      const value = text === undefined ? fallback : read(text.trim())
      if (value !== undefined) return value
      const problem = text === undefined ? 'is required:' : 'must be'
      context.addIssue({ code: 'custom', message: `${problem} ${wants}, for example ${example}` })
      return z.NEVER
    })
}

function readDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text)
  return match === null ? undefined : Math.round(Number(match[1]) * (UNIT_MS[match[2] ?? ''] ?? Number.NaN))
}

function readDurationOrOff(text: string): number | null | undefined {
  return text === 'off' ? null : readDuration(text)
}

function readDaysOrOff(text: string): number | null | undefined {
  if (text === 'off') return null
  return /^[1-9]\d*$/.test(text) && Number(text) <= DAYS_MAX ? Number(text) : undefined
}

function readSize(text: string): number | undefined {
  const match = /^([1-9]\d*)(KB|MB|GB)$/.exec(text)
  return match === null ? undefined : Number(match[1]) * (UNIT_BYTES[match[2] ?? ''] ?? Number.NaN)
}

function readRate(text: string): number | undefined {
  if (text === '0') return 0
  const match = /^([1-9]\d*)\/(s|m|h)$/.exec(text)
  return match === null ? undefined : (UNIT_MS[match[2] ?? ''] ?? Number.NaN) / Number(match[1])
}

function isUrl(text: string, schemes: readonly string[]): boolean {
  return URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1))
}
