/** What the console refused, in its own words. */
export class Refused extends Error {
  readonly status: number

  constructor(status: number, detail: string) {
    super(detail)
    this.status = status
  }
}

/** Whether the page is on its way to the login. */
export function isLoggedOut(error: unknown): boolean {
  return error instanceof Refused && error.status === 401
}

interface Call {
  method?: 'POST' | 'PATCH'
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
export async function call<Answer>(path: string, { body, headers, ...init }: Call = {}): Promise<Answer> {
  const response = await fetch(`/api${path}`, {
    ...init,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Answer
  const refused = new Refused(response.status, await readDetail(response))
  // Whoever called keeps first what would be lost with the page.
  if (isLoggedOut(refused)) setTimeout(goToLogin)
  throw refused
}

function goToLogin(): void {
  location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`)
}

async function readDetail(response: Response): Promise<string> {
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false
  if (!isProblem) return `${response.status} ${response.statusText}`
  const { detail, errors } = (await response.json()) as { detail: string; errors?: { message: string }[] }
  return errors?.map(({ message }) => message).join(' ') ?? detail
}
