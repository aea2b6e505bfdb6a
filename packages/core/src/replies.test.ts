import { expect, test } from 'vitest'
import { BUILT_IN_REPLIES, defaultLocale, renderReply } from './replies.ts'

const guest = { locale: 'en', name: 'Ana', room: '101' }
const texts = (welcome: string) => ({ welcome, auto_reply: 'a', goodbye: 'g' })

test('name and room are filled in wherever they stand, and nothing in them is read again', () => {
  const replies = { en: texts('{name}, {room}, {name}! {other}') }
  expect(renderReply(replies, 'welcome', { ...guest, name: '{room} $& $1' })).toBe(
    '{room} $& $1, 101, {room} $& $1! {other}',
  )
})

test.each([
  ['id', 'id'],
  ['id-ID', 'id'],
  ['en_GB', 'en'],
  ['fr', 'en'],
  ['__proto__', 'en'],
])('a guest who speaks %s is written to in %s', (locale, language) => {
  const replies = { id: texts('id'), en: texts('en') }
  expect(renderReply(replies, 'welcome', { ...guest, locale })).toBe(language)
})

test('where there is no English the first language serves', () => {
  expect(renderReply({ de: texts('Hallo') }, 'welcome', guest)).toBe('Hallo')
})

test('every built-in welcome greets by name', () => {
  for (const { welcome } of Object.values(BUILT_IN_REPLIES)) expect(welcome).toContain('{name}')
})

test('a number of the home country starts in Indonesian, any other in English', () => {
  expect(defaultLocale('081234567890')).toBe('id')
  expect(defaultLocale('+34611111111')).toBe('en')
})
