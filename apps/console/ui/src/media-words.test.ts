import { expect, test } from 'vitest'

import { contactOf, mapHref, readableSize } from './media-words.ts'

test('sizes are told in the unit that people use', () => {
  expect(readableSize(2)).toBe('2 B')
  expect(readableSize(1023)).toBe('1023 B')
  expect(readableSize(1024)).toBe('1 KB')
  expect(readableSize(200_000)).toBe('196 KB')
  expect(readableSize(3_400_000)).toBe('3.2 MB')
})

test('a place is a mark on the map', () => {
  expect(mapHref(-8.65, 115.2)).toBe(
    'https://www.openstreetmap.org/?mlat=-8.65&mlon=115.2#map=17/-8.65/115.2',
  )
})

test('a contact has its name and all its numbers, whatever their parameters', () => {
  const card =
    'BEGIN:VCARD\r\nFN:Ani Wijaya\r\nitem1.TEL;type=CELL;waid=62811:+62 811 22\r\nTEL:0361 1\r\nEND:VCARD'
  expect(contactOf(card)).toEqual({ name: 'Ani Wijaya', phones: ['+62 811 22', '0361 1'] })
  expect(contactOf('nonsense')).toEqual({ name: '', phones: [] })
})
