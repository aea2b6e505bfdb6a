import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

import { createTurns } from './turns.ts'

/** 32 MiB and about a fifth of a second, on a thread of its own. Raised here, older hashes stay good. */
const COSTS = { logN: 15, r: 8, p: 3 }
/** Of all in this process: Node has four threads, and looks up names and reads files on them too. */
const inTurn = createTurns({ atOnceMax: 2, waitMs: 5_000 })
const SALT_BYTES = 16
const HASH_BYTES = 32
/** Nobody's: it is compared where there is no hash, so that a name that nobody has takes as long as another. */
const NOBODYS = format({ ...COSTS, salt: Buffer.alloc(SALT_BYTES), hash: Buffer.alloc(HASH_BYTES) })

/** What is kept of a password: `scrypt$logN$r$p$salt$hash`. Throws as {@link isPassword} does. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  return format({ ...COSTS, salt, hash: await inTurn(() => derive(password, { ...COSTS, salt })) })
}

/**
 * Whether the password is the one of this hash; never where there is no hash, which takes as long. Throws a TooManyAttemptsError
 * while far more are asked about than people would.
 */
export async function isPassword(kept: string | null, given: string): Promise<boolean> {
  const { hash, ...rest } = parse(kept ?? NOBODYS)
  const isSame = timingSafeEqual(hash, await inTurn(() => derive(given, rest)))
  return isSame && kept !== null
}

interface Derivation {
  logN: number
  r: number
  p: number
  salt: Buffer
}

function derive(password: string, { logN, r, p, salt }: Derivation): Promise<Buffer> {
  const N = 2 ** logN
  const options = { N, r, p, maxmem: 256 * N * r }
  return new Promise((resolve, reject) => {
    // The same letters may be typed in two ways, by two keyboards.
    scrypt(password.normalize('NFC'), salt, HASH_BYTES, options, (error, hash) =>
      error === null ? resolve(hash) : reject(error),
    )
  })
}

function format({ logN, r, p, salt, hash }: Derivation & { hash: Buffer }): string {
  return ['scrypt', logN, r, p, salt.toString('base64'), hash.toString('base64')].join('$')
}

function parse(kept: string): Derivation & { hash: Buffer } {
  const [, logN, r, p, salt = '', hash = ''] = kept.split('$')
  return {
    logN: Number(logN),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  }
}
