import { expect, test } from 'vitest'

import { spokenLanguage } from './spoken-language.ts'

test.for([
  [undefined, 'en'],
  ['', 'en'],
  ['*', 'en'],
  ['id', 'id'],
  ['id-ID,id;q=0.9,en-US;q=0.8', 'id'],
  ['in-ID', 'id'],
  ['ID', 'id'],
  ['de-DE, id;q=0.5', 'id'],
  ['en;q=0.5, id;q=0.8', 'id'],
  ['en-GB, id;q=0.8', 'en'],
  ['id;q=0, en;q=0.1', 'en'],
  ['id;q=nonsense, de', 'en'],
  ['idle, inn', 'en'],
] as const)('a browser that prefers %j is answered in %s', ([wanted, language]) => {
  const headers = wanted === undefined ? {} : { 'accept-language': wanted }
  expect(spokenLanguage({ headers })).toBe(language)
})
