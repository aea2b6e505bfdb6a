import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mutate, type Mutant } from './mutant.ts'
import { mutants } from './mutants.ts'

const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8')
const namesOf = (some: readonly Mutant[]) => some.map(({ name }) => name)

test('each mutant has a name of its own', () => {
  const names = namesOf(mutants)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

/** The files with the mutant in them. Throws if one of its texts does not stand there exactly once. */
function apply({ name, changes }: Mutant): Map<string, string> {
  const texts = new Map<string, string>()
  for (const change of changes) {
    const [file] = change
    try {
      texts.set(file, mutate(texts.get(file) ?? read(file), change))
    } catch (cause) {
      throw new Error(`the mutant ${name} does not fit the code any more`, { cause })
    }
  }
  return texts
}

test('each mutant changes what stands exactly once in the code, so the list cannot rot', () => {
  const idle = mutants.filter((mutant) => [...apply(mutant)].every(([file, text]) => text === read(file)))
  expect(namesOf(idle)).toEqual([])
})

test('each mutant names a test that there is', () => {
  expect(namesOf(mutants.filter(({ by: [file, words] }) => !read(file).includes(words)))).toEqual([])
})

test('a mutant whose work another guard does names the one that has shown it: it drops this guard too, and more', () => {
  const unshown = mutants.filter(({ redundantWith, changes }) => {
    if (redundantWith === undefined) return false
    const shown = mutants.find(({ name }) => name === redundantWith)?.changes ?? []
    const both = new Set(shown.map(String))
    return shown.length <= changes.length || changes.some((change) => !both.has(String(change)))
  })
  expect(namesOf(unshown)).toEqual([])
})

test('a change whose text stands nowhere, or more than once, is refused', () => {
  expect(mutate('one two', ['file', 'two', '$&three'])).toBe('one $&three')
  for (const text of ['one', 'two two'])
    expect(() => mutate(text, ['file', 'two', 'three'])).toThrow('and not once')
})
