import { describe, expect, test } from 'vitest'
import { createOutageLog, errorCode } from './log.ts'

function given() {
  const lines: { level: string; fields: object; sentence: string }[] = []
  const write = (level: string) => (fields: object, sentence: string) =>
    void lines.push({ level, fields, sentence })
  const log = { info: write('info'), warn: write('warn'), error: write('error') }
  return { lines, outage: createOutageLog(log, { queue: 'inbound' }) }
}

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

describe('the log of an outage', () => {
  test('has one line for its beginning and one for its end, however many tries fail', () => {
    const { lines, outage } = given()
    for (let times = 0; times < 5; times += 1) outage.failed(refused)
    outage.works()
    outage.works()
    expect(lines.map(({ level }) => level)).toEqual(['warn', 'info'])
    expect(lines[0]?.fields).toEqual({ queue: 'inbound', code: 'ECONNREFUSED' })
  })

  test('has one line for an outage that shows in several ways', () => {
    const { lines, outage } = given()
    outage.failed(Object.assign(new Error('read'), { code: 'ECONNRESET' }))
    outage.failed(refused)
    expect(lines).toHaveLength(1)
  })

  test('has a line for another kind of trouble, and for the next outage', () => {
    const { lines, outage } = given()
    outage.failed(refused)
    outage.failed(new Error("OOM command not allowed when used memory > 'maxmemory'."))
    outage.works()
    outage.failed(refused)
    expect(lines.map(({ level }) => level)).toEqual(['warn', 'warn', 'info', 'warn'])
  })

  test('is silent about what always works', () => {
    const { lines, outage } = given()
    outage.works()
    expect(lines).toEqual([])
  })

  test('names errors without their words, which may be those of a guest', () => {
    expect(errorCode(new Error('OOM command not allowed'))).toBe('OOM')
    expect(errorCode(new TypeError('cannot read 0812345678'))).toBe('TypeError')
    expect(errorCode('0812345678')).toBe('unknown')
  })
})
