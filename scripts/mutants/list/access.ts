import type { Mutant } from '../mutant.ts'

const GUARD = 'apps/console/src/access/guard.ts'
const COOKIE = 'apps/console/src/access/session-cookie.ts'
const RIGHTS = 'apps/console/src/access/rights.ts'
const LOGINS = 'packages/store/src/logins.ts'
const OPERATORS = 'prisma/migrations/20261128000500_operators/migration.sql'
const PEOPLE = 'apps/console/test/people.test.ts'
const ROLES = 'apps/console/test/roles.test.ts'
const ACCESS = 'apps/console/test/access.test.ts'
const MEDIA = 'apps/worker/test/media.test.ts'

/** Nobody reads what is not for him, in the console or through a file’s address (I13). */
export const accessMutants: readonly Mutant[] = [
  {
    name: 'session-cookie',
    invariant: 'I13',
    guard: 'the console asks for a login',
    changes: [
      [
        GUARD,
        'if (request.caller === null) return sendToLogin(request, reply)',
        'if (request.caller === null) return',
      ],
    ],
    by: [ACCESS, 'without a credential'],
  },
  {
    name: 'open-routes',
    invariant: 'I13',
    guard: 'a route that is not named is closed',
    changes: [
      [GUARD, "(findNeed(method, url) ?? 'people')", "(findNeed(method, url) ?? 'nothing')"],
      [RIGHTS, "  'POST /check-ins': 'serve',\n", ''],
    ],
    by: [ACCESS, 'without a credential'],
  },
  {
    name: 'api-key',
    invariant: 'I13',
    guard: 'a key is one of the hotel’s',
    changes: [
      [
        'apps/console/src/access/identify.ts',
        'const place = findSecret(apiKeys, key)',
        'const place = key.length',
      ],
    ],
    by: [ACCESS, 'with a wrong key'],
  },
  {
    name: 'ended-login',
    invariant: 'I13',
    guard: 'a login that was ended is over',
    changes: [[LOGINS, ' AND s.revoked_at IS NULL', '']],
    by: ['apps/console/test/login.test.ts', 'ends with a logout, also for whoever has kept its cookie'],
  },
  {
    name: 'cookie-signature',
    invariant: 'I13',
    guard: 'a cookie is signed',
    changes: [
      [
        COOKIE,
        'return signed.valid && Number.parseInt(signed.value, 10) > now ? hash(signed.value) : null',
        'return Number.parseInt(value, 10) > now ? hash(value) : null',
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
        'changesState(request) && !isSameOrigin(request)) {',
        "changesState(request) && !isSameOrigin(request) && request.url === '') {",
      ],
    ],
    by: [ACCESS, 'that changes something is closed to pages of other origins'],
  },
  {
    name: 'rights',
    invariant: 'I13',
    guard: 'a role does what it is for, and nothing else',
    changes: [[GUARD, '!request.caller?.rights.includes(need)', "!request.caller?.rights.includes('read')"]],
    by: [ROLES, 'tells scripts and people in their own way'],
  },
  {
    name: 'revoked-key',
    invariant: 'I13',
    guard: 'a key that was revoked is over',
    changes: [['packages/store/src/api-keys.ts', 'AND revoked_at IS NULL\n    ), used', '\n    ), used']],
    by: [PEOPLE, 'is good for nothing once it is revoked'],
  },
  {
    name: 'disabled-operator',
    invariant: 'I13',
    guard: 'an operator who is disabled is out',
    changes: [
      [
        'packages/store/src/operators.ts',
        'if (passwordHash !== undefined || isDisabled === true)',
        'if (passwordHash !== undefined)',
      ],
      [LOGINS, '        AND o.disabled_at IS NULL\n', ''],
    ],
    by: [PEOPLE, 'is out everywhere once it is disabled'],
  },
  {
    name: 'built-in-operator',
    invariant: 'I13',
    guard: 'an admin always gets in, and nobody without a password',
    changes: [[OPERATORS, 'ELSE "password_hash" IS NOT NULL', 'ELSE TRUE']],
    by: ['packages/store/test/invariants.test.ts', 'lets nobody else be without a password'],
  },
  {
    name: 'erased-audit',
    invariant: 'I13',
    guard: 'the audit forgets whom it was about',
    changes: [
      [
        OPERATORS,
        'ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_check_in_id_fkey" FOREIGN KEY ("check_in_id") REFERENCES "check_ins"("id") ON DELETE SET NULL ON UPDATE CASCADE;',
        '',
      ],
    ],
    by: ['packages/store/test/audit.test.ts', 'stays when the guest is erased'],
  },
  {
    name: 'login-of-old-password',
    invariant: 'I13',
    guard: 'a new password ends also the logins that are being made',
    changes: [[LOGINS, ' AND password_hash IS NOT DISTINCT FROM ${passwordHash}::text', '']],
    by: ['packages/store/test/logins.test.ts', 'waits, and is refused'],
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
