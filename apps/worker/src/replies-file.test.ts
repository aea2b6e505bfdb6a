import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BUILT_IN_REPLIES } from '@bellhop/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repliesFile } from './replies-file.ts'

let dir: string
let file: string

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'bellhop-replies-'))
  file = join(dir, 'replies.json')
})
afterAll(() => rmSync(dir, { recursive: true }))

const texts = { welcome: 'Halo {name}', auto_reply: 'Sebentar', goodbye: 'Dadah' }

test('without a file the built-in texts are spoken', () => {
  expect(repliesFile.parse(undefined)).toBe(BUILT_IN_REPLIES)
})

test('a file has the texts of one language or several', () => {
  writeFileSync(file, JSON.stringify({ id: texts, 'pt-BR': texts }))
  expect(repliesFile.parse(file)).toEqual({ id: texts, 'pt-BR': texts })
})

test.each([
  ['a file that is not there', null, 'cannot be read'],
  ['no JSON', '{ id: }', 'is no JSON'],
  ['no language', '{}', 'must have at least one locale'],
  ['a text that is missing', JSON.stringify({ id: { ...texts, goodbye: undefined } }), 'id.goodbye'],
  ['an empty text', JSON.stringify({ id: { ...texts, welcome: '' } }), 'id.welcome'],
  ['a text that nobody knows', JSON.stringify({ id: texts, en: { ...texts, godbye: 'x' } }), 'godbye'],
  ['texts without a language', JSON.stringify(texts), 'welcome'],
])('%s is refused with what is wrong and where', (_, content, problem) => {
  const path = content === null ? join(dir, 'nowhere.json') : file
  if (content !== null) writeFileSync(file, content)
  const [issue] = repliesFile.safeParse(path).error?.issues ?? []
  expect(issue?.message).toContain(problem)
  expect(issue?.message).toContain(path)
})
