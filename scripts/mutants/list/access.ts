import type { Mutant } from '../mutant.ts'

const GUARD = 'apps/console/src/access/guard.ts'
const COOKIE = 'apps/console/src/access/session-cookie.ts'
const ACCESS = 'apps/console/test/access.test.ts'
const MEDIA = 'apps/worker/test/media.test.ts'

/** Nobody reads what is not for him, in the console or through a file’s address (I13). */
export const accessMutants: readonly Mutant[] = [
  {
    name: 'session-cookie',
    invariant: 'I13',
    guard: 'the console asks for a login',
    changes: [
      [GUARD, '!cookies.isValid(sessionCookieOf(request), now())', "sessionCookieOf(request) === ' '"],
    ],
    by: [ACCESS, 'without a credential'],
  },
  {
    name: 'open-routes',
    invariant: 'I13',
    guard: 'a route that is not named is closed',
    changes: [
      [
        GUARD,
        'return OPEN_ROUTES.has(`',
        "return routeOptions.url?.startsWith('/check-ins') || OPEN_ROUTES.has(`",
      ],
    ],
    by: [ACCESS, 'without a credential'],
  },
  {
    name: 'api-key',
    invariant: 'I13',
    guard: 'a key is one of the hotel’s',
    changes: [
      [
        GUARD,
        'return key !== undefined && isOneOf(apiKeys, key)',
        'return key !== undefined && apiKeys.length > 0',
      ],
    ],
    by: [ACCESS, 'with a wrong key'],
  },
  {
    name: 'ended-login',
    invariant: 'I13',
    guard: 'a login that was ended is over',
    changes: [[COOKIE, ' && !ended.has(cookie.login)', '']],
    by: ['apps/console/src/access/session-cookie.test.ts', 'ends with a logout, and no other login with it'],
  },
  {
    name: 'cookie-signature',
    invariant: 'I13',
    guard: 'a cookie is signed',
    changes: [
      [
        COOKIE,
        'return signed.valid ? { login: signed.value, endsAt: Number.parseInt(signed.value, 10) } : null',
        'return { login: value, endsAt: Number.parseInt(value, 10) }',
      ],
    ],
    by: ['apps/console/src/access/session-cookie.test.ts', 'is refused after any change of its letters'],
  },
  {
    name: 'same-origin',
    invariant: 'I13',
    guard: 'what changes something comes from our own pages',
    changes: [
      [
        GUARD,
        'if (changesState(request) && !isSameOrigin(request)) {',
        "if (changesState(request) && !isSameOrigin(request) && request.url === '') {",
      ],
    ],
    by: [ACCESS, 'that changes something is closed to pages of other origins'],
  },
  {
    name: 'media-no-redirect',
    invariant: 'I13',
    guard: 'a file is asked of WAHA alone, wherever it points',
    changes: [['packages/gateways/src/waha/transport.ts', 'followRedirect: false', 'followRedirect: true']],
    by: [MEDIA, 'is asked of WAHA_HOST alone'],
  },
  {
    name: 'media-address',
    invariant: 'I13',
    guard: 'only a file of WAHA is asked for',
    changes: [
      [
        'apps/worker/src/fetch-media.ts',
        '    if (address === null) return NOT_OF_WAHA\n',
        '    if (address === null) return fetch(url).then(() => NOT_OF_WAHA, () => NOT_OF_WAHA)\n',
      ],
    ],
    by: [MEDIA, 'is asked of WAHA_HOST alone'],
  },
  {
    name: 'media-line',
    invariant: 'I13',
    guard: 'a file is one of the message’s line',
    changes: [
      ['packages/gateways/src/waha/file-address.ts', 'return address.line === line && LINE', 'return LINE'],
    ],
    by: ['packages/gateways/src/waha/file-address.test.ts', 'names none'],
  },
]
