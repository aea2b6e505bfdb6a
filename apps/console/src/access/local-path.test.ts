import { expect, test } from 'vitest'

import { toLocalPath } from './local-path.ts'

test('a path on this host is kept with its query', () => {
  expect(toLocalPath('/')).toBe('/')
  expect(toLocalPath('/sessions/1?limit=2')).toBe('/sessions/1?limit=2')
  expect(toLocalPath('/queues/queue/outbound-default')).toBe('/queues/queue/outbound-default')
})

test.for([
  undefined,
  '',
  'sessions',
  'https://elsewhere.example/',
  '//elsewhere.example/',
  '/\\elsewhere.example/',
  '\\\\elsewhere.example',
  '/\t/elsewhere.example/',
  '/\n/elsewhere.example/',
  '/.//elsewhere.example/',
  '/..//elsewhere.example/',
  '/%2e//elsewhere.example/',
  'javascript:alert(1)',
  '//[',
])('%j leads to the first page', (next) => {
  expect(toLocalPath(next)).toBe('/')
})
