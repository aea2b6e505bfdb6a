const FINISH_MS = 5_000

const unfinished = new Set<Promise<Response>>()
let isLeaving = false

/** What is wrong with a field of what was sent. */
export interface FieldError {
  field: string
  /** A word that stays the same, in every language. */
  code?: string
  message: string
}

/** What the console refused, in its own words, and by a word that can be told in another language. */
export class Refused extends Error {
  readonly status: number
  readonly code: string | undefined
  readonly errors: readonly FieldError[]

  constructor(status: number, { detail, code, errors = [] }: Problem) {
    super(errors.length > 0 ? errors.map(({ message }) => message).join(' ') : detail)
    this.status = status
    this.code = code
    this.errors = errors
  }
}

/** The console did not answer, or was cut off. */
export class Unreachable extends Error {}

interface Problem {
  detail: string
  code?: string
  errors?: readonly FieldError[]
}

/** Whether the page is on its way to the login. */
export function isLoggedOut(error: unknown): boolean {
  return error instanceof Refused && error.status === 401
}

interface Call {
  method?: 'POST' | 'PATCH' | 'DELETE'
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
  /** Let it finish when the page is left. */
  keepalive?: boolean
}

/**
 * Calls the console's API. A refusal is thrown as `Refused`, a lost connection as `Unreachable`; a login that has ended leads to the
 * login, and back here.
 */
export async function call<Answer>(path: string, init?: Call): Promise<Answer> {
  const response = await ask(path, init)
  return (response.status === 204 ? undefined : await response.json().catch(failWith)) as Answer
}

/** The same, for what the status alone tells. */
export async function ask(path: string, { body, headers, ...init }: Call = {}): Promise<Response> {
  // It would be refused, and that said on a page that nobody sees any more.
  if (isLeaving && init.method === undefined) return new Promise(() => {})
  const asked = fetch(`/api${path}`, {
    ...init,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  keepUntilAnswered(asked)
  const response = await asked.catch(failWith)
  if (response.ok) return response
  const refused = new Refused(response.status, await readProblem(response))
  // Whoever called keeps first what would be lost with the page.
  if (isLoggedOut(refused)) setTimeout(goToLogin)
  throw refused
}

/** The page is about to be left: nothing more is looked up, and what is under way is waited for, but not for long. */
export async function finishCalls(): Promise<void> {
  leave()
  await Promise.race([
    Promise.allSettled(unfinished),
    new Promise((resolve) => setTimeout(resolve, FINISH_MS)),
  ])
}

function keepUntilAnswered(asked: Promise<Response>): void {
  const forget = () => void unfinished.delete(asked)
  unfinished.add(asked)
  asked.then(forget, forget)
}

/** Fetch throws a TypeError for a connection, and so does whatever is wrong in the page: only here they can be told apart. */
function failWith(error: unknown): never {
  throw error instanceof TypeError ? new Unreachable(error.message, { cause: error }) : error
}

function leave(): void {
  isLeaving = true
  // The browser may bring this very page back.
  addEventListener('pagehide', () => (isLeaving = false), { once: true })
}

/** Once: a second call would break off what the first has begun to load. */
function goToLogin(): void {
  if (isLeaving) return
  leave()
  location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`)
}

async function readProblem(response: Response): Promise<Problem> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false
  if (!isProblem) return { detail: `${response.status} ${response.statusText}` }
  return (await response.json()) as Problem
}
