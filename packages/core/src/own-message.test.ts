import { expect, test } from 'vitest'
import { recogniseOwnMessage } from './own-message.ts'

const inFlight = [
  { id: 'first', text: 'Selamat datang' },
  { id: 'second', text: 'Selamat datang' },
]

test('the text of a message that is being sent makes an echo, of the oldest such, whatever WAHA says of its source', () => {
  for (const source of ['api', 'app', null] as const) {
    expect(recogniseOwnMessage({ text: 'Selamat datang', source }, inFlight)).toEqual({
      type: 'echo',
      of: 'first',
    })
  }
})

test('what came over the API and is none of ours was sent by another program', () => {
  expect(recogniseOwnMessage({ text: 'promo', source: 'api' }, inFlight)).toEqual({ type: 'program' })
})

test.each(['app', null] as const)('anything else is staff on the phone (source %s)', (source) => {
  expect(recogniseOwnMessage({ text: 'I am on my way', source }, inFlight)).toEqual({ type: 'staff' })
  expect(recogniseOwnMessage({ text: null, source }, [{ id: 'x', text: null }])).toEqual({ type: 'staff' })
})
