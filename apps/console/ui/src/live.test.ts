import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { openLive, type LiveState } from './live.ts'

class FakeSource extends EventTarget {
  readyState = 1
  close = () => void (this.readyState = 2)
  tells(type: string, data = '') {
    this.dispatchEvent(Object.assign(new Event(type), { data }))
  }
}

let sources: FakeSource[]
let heard: string[]
let close: () => void

beforeEach(() => {
  vi.useFakeTimers()
  sources = []
  heard = []
  const open = (url: string) => {
    heard.push(url)
    sources.push(new FakeSource())
    return sources.at(-1) as unknown as EventSource
  }
  const handlers = {
    onHello: () => heard.push('hello'),
    onChange: (id: string) => heard.push(`change ${id}`),
    onState: (state: LiveState) => heard.push(state),
  }
  close = openLive('a', handlers, open)
  heard.shift()
})
afterEach(() => {
  close()
  vi.useRealTimers()
})

test('a hello makes it live, and a change names its session', () => {
  sources[0]?.tells('hello')
  sources[0]?.tells('change', '{"session_id":"a"}')
  expect(heard).toEqual(['live', 'hello', 'change a'])
})

test('a connection that breaks is left to the browser', () => {
  sources[0]?.tells('error')
  vi.advanceTimersByTime(20_000)
  expect(heard).toEqual(['lost'])
  expect(sources).toHaveLength(1)
})

test('one on which nothing is heard any more is dead, and another is opened', () => {
  sources[0]?.tells('hello')
  for (let beat = 0; beat < 6; beat++) {
    vi.advanceTimersByTime(10_000)
    sources[0]?.tells('beat')
  }
  expect(sources).toHaveLength(1)
  vi.advanceTimersByTime(25_000)
  expect(heard.at(-1)).toBe('lost')
  expect(sources[0]?.readyState).toBe(2)
  vi.advanceTimersByTime(1_000)
  expect(sources).toHaveLength(2)
})

test('one that the browser gives up is opened again, with growing pauses, until a hello', () => {
  const fail = () => {
    sources.at(-1)?.close()
    sources.at(-1)?.tells('error')
  }
  fail()
  vi.advanceTimersByTime(1_000)
  expect(sources).toHaveLength(2)
  fail()
  vi.advanceTimersByTime(1_999)
  expect(sources).toHaveLength(2)
  vi.advanceTimersByTime(1)
  expect(sources).toHaveLength(3)

  sources[2]?.tells('hello')
  fail()
  vi.advanceTimersByTime(1_000)
  expect(sources).toHaveLength(4)
})

test('a closed one opens nothing any more', () => {
  sources[0]?.close()
  sources[0]?.tells('error')
  close()
  vi.advanceTimersByTime(60_000)
  expect(sources).toHaveLength(1)
})
