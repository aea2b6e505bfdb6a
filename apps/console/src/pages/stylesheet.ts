import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** Read once: it comes with the code, and src and dist lie equally deep. */
export const STYLESHEET = readFileSync(new URL('../../assets/console.css', import.meta.url), 'utf8')

/** Changes with the content, so that browsers may keep what they have. */
export const STYLESHEET_URL = `/console.css?v=${createHash('sha256').update(STYLESHEET).digest('hex').slice(0, 12)}`
