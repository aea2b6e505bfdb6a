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
 * Calls the console's API. A refusal is thrown as `Refused`, a lost connection as fetch throws it; a login that has ended leads to the
 * login, and back here.
 */
export async function call<Answer>(path: string, init?: Call): Promise<Answer> {
  const response = await ask(path, init)
  return (response.status === 204 ? undefined : await response.json()) as Answer
}

/** The same, for what the status alone tells. */
export async function ask(path: string, { body, headers, ...init }: Call = {}): Promise<Response> {
  const response = await fetch(`/api${path}`, {
    ...init,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (response.ok) return response
  const refused = new Refused(response.status, await readProblem(response))
  // Whoever called keeps first what would be lost with the page.
  if (isLoggedOut(refused)) setTimeout(goToLogin)
  throw refused
}

function goToLogin(): void {
  location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`)
}

async function readProblem(response: Response): Promise<Problem> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false
  if (!isProblem) return { detail: `${response.status} ${response.statusText}` }
  return (await response.json()) as Problem
}
