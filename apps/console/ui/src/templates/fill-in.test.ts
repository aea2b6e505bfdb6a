import { expect, test } from 'vitest'

import { fillIn } from './fill-in.ts'

const budi = { name: 'Budi', room: '204' }

test('name and room come wherever they are wanted, and nothing else changes', () => {
  expect(fillIn('{name}, room {room} is ready. {name}!', budi)).toBe('Budi, room 204 is ready. Budi!')
  expect(fillIn('{Name} {phone} {} $& {name', budi)).toBe('{Name} {phone} {} $& {name')
})

test('a guest whose name looks like a placeholder or a pattern is called by it', () => {
  expect(fillIn('{name}/{room}', { name: '{room}', room: '$1' })).toBe('{room}/$1')
})
