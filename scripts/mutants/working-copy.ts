import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { mutate, type Change } from './mutant.ts'

const root = join(import.meta.dirname, '../..')
/** What git ignores and the tests need all the same. */
const GENERATED = ['packages/store/src/generated', 'apps/console/dist/ui']
const OWN_PACKAGES = '@bellhop'

export interface WorkingCopy {
  dir: string
  remove(): void
}

/** A copy of the working tree, as it is now, with these changes. It imports its own packages and shares all others. */
export function createWorkingCopy(changes: readonly Change[]): WorkingCopy {
  const dir = mkdtempSync(join(tmpdir(), 'bellhop-mutant-'))
  const remove = () => rmSync(dir, { recursive: true, force: true })
  try {
    for (const file of [...workingTree(), ...GENERATED]) copy(file, dir)
    linkModules(dir)
    for (const change of changes) {
      const path = join(dir, change[0])
      writeFileSync(path, mutate(readFileSync(path, 'utf8'), change))
    }
    return { dir, remove }
  } catch (error) {
    remove()
    throw error
  }
}

function workingTree(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  })
  const deleted = execFileSync('git', ['ls-files', '-z', '--deleted'], { cwd: root })
  const gone = new Set(namesOf(deleted))
  return namesOf(listed).filter((file) => !gone.has(file))
}

const namesOf = (output: Buffer): string[] => output.toString().split('\0').filter(Boolean)

function copy(file: string, dir: string): void {
  mkdirSync(dirname(join(dir, file)), { recursive: true })
  cpSync(join(root, file), join(dir, file), { recursive: true })
}

/** Our own packages are linked by relative paths, which lead into the copy; the others to where they are. */
function linkModules(dir: string): void {
  const [from, to] = [join(root, 'node_modules'), join(dir, 'node_modules')]
  mkdirSync(to)
  cpSync(join(from, OWN_PACKAGES), join(to, OWN_PACKAGES), { recursive: true, verbatimSymlinks: true })
  for (const name of readdirSync(from)) {
    const isCache = name.startsWith('.') && name !== '.bin'
    if (name !== OWN_PACKAGES && !isCache) symlinkSync(join(from, name), join(to, name))
  }
}
