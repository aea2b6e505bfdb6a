import type { OperatorRole } from '@bellhop/store'

/** To look; to serve guests; to pause lines; to see and retry jobs; to manage who may do what. */
export type Right = 'read' | 'serve' | 'lines' | 'queues' | 'people'

/** What each role may do, and what a key of CONSOLE_API_KEYS may: what it could before there were roles. */
export const RIGHTS = {
  viewer: ['read'],
  agent: ['read', 'serve'],
  admin: ['read', 'serve', 'lines', 'queues', 'people'],
  configured: ['read', 'serve', 'lines'],
} as const satisfies Record<OperatorRole | 'configured', readonly Right[]>

/** What a route needs. A page and the API's route of the same name, which begins with /api, need the same, unless that has its own line. */
const ROUTES: Readonly<Record<string, Right | 'nothing'>> = {
  'GET /livez': 'nothing',
  'GET /readyz': 'nothing',
  'GET /metrics': 'nothing',
  'GET /login': 'nothing',
  'POST /login': 'nothing',
  'GET /console.css': 'nothing',

  'GET /': 'read',
  'GET /me': 'read',
  'GET /check-ins': 'read',
  // It changes nothing: addresses stand in the logs of proxies, and a number shall not.
  'POST /phones': 'read',
  'GET /settings': 'read',
  'GET /inbox': 'read',
  'GET /inbox/:sessionId': 'read',
  'GET /events': 'read',
  'GET /figures': 'read',
  // Counts alone: jobs, which Bull Board shows at /queues, hold what guests wrote.
  'GET /api/queues': 'read',
  'GET /sessions': 'read',
  'GET /sessions/:id': 'read',
  'GET /messages': 'read',
  'GET /messages/:id/media': 'read',
  'GET /messages/:id/timeline': 'read',
  'GET /set-aside': 'read',
  'GET /quarantined': 'read',
  'GET /quarantined/:id': 'read',
  'GET /unmatched': 'read',
  'GET /unmatched/chats': 'read',
  'GET /lines': 'read',
  'GET /templates': 'read',
  'GET /account': 'read',
  'GET /attention': 'read',
  'POST /logout': 'read',
  'POST /me/password': 'read',

  'POST /check-ins': 'serve',
  'POST /check-ins/import': 'serve',
  'POST /check-ins/:id/check-out': 'serve',
  'PATCH /sessions/:id': 'serve',
  'POST /sessions/:id/terminate': 'serve',
  'POST /sessions/:id/messages': 'serve',
  'POST /sessions/:id/read': 'serve',
  'POST /messages/:id/arrived': 'serve',
  'POST /messages/:id/not-arrived': 'serve',
  'POST /messages/:id/send-again': 'serve',
  'POST /messages/:id/cancel': 'serve',
  'POST /messages/:id/try-again': 'serve',
  'POST /templates': 'serve',
  'PATCH /templates/:id': 'serve',
  'DELETE /templates/:id': 'serve',
  'POST /quarantined/:id/try-again': 'serve',
  'DELETE /quarantined/:id': 'serve',

  'POST /lines/:line/pause': 'lines',
  'POST /lines/:line/resume': 'lines',

  'GET /people': 'people',
  'GET /operators': 'people',
  'POST /operators': 'people',
  'PATCH /operators/:id': 'people',
  'GET /operators/:id/logins': 'people',
  'DELETE /logins/:id': 'people',
  'GET /keys': 'people',
  'POST /keys': 'people',
  'DELETE /keys/:id': 'people',
  'GET /audit': 'people',
}

/** The same for all that others have made, whatever it is called. */
const PLUGINS: readonly [path: string, right: Right][] = [
  ['/docs', 'read'],
  ['/assets', 'read'],
  ['/queues', 'queues'],
]

/** What a route needs, by its method and its pattern; null if nobody has said so. */
export function findNeed(method: string, url: string): Right | 'nothing' | null {
  const path = url.replace(/^\/api(?=\/)/, '')
  for (const place of [url, path]) {
    const named = `${method === 'HEAD' ? 'GET' : method} ${place}`
    if (Object.hasOwn(ROUTES, named)) return ROUTES[named] ?? null
  }
  return PLUGINS.find(([own]) => path === own || path.startsWith(`${own}/`))?.[1] ?? null
}
