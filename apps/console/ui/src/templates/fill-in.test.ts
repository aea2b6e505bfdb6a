import { expect, test } from 'vitest'

import { fillIn, findUnfilled } from './fill-in.ts'

const budi = { name: 'Budi', room: '204' }

test('name and room come wherever they are wanted, in whatever case, and nothing else changes', () => {
  expect(fillIn('{name}, room {room} is ready. {Name}!', budi)).toBe('Budi, room 204 is ready. Budi!')
  expect(fillIn('{ROOM} {phone} {} $& {name', budi)).toBe('204 {phone} {} $& {name')
})

test('a guest whose name looks like a placeholder or a pattern is called by it', () => {
  expect(fillIn('{name}/{room}', { name: '{room}', room: '$1' })).toBe('{room}/$1')
})

test('what looks like a placeholder and is none is found, each once', () => {
  expect(findUnfilled('{wifi} and {wifi}, {nama tamu}, { name }, {kode_2}')).toEqual([
    '{wifi}',
    '{nama tamu}',
    '{ name }',
    '{kode_2}',
  ])
  expect(findUnfilled(fillIn('{NAME} in {Room}', budi))).toEqual([])
  expect(findUnfilled('{} {1} {:-} {name')).toEqual([])
})
