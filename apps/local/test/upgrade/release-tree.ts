import { execFile, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PREVIOUS_RELEASE } from '@bellhop/store/testing'
import { inject } from 'vitest'

/** Of this checkout. */
export const ROOT = join(import.meta.dirname, '../../../..')

export interface ReleaseTree {
  root: string
  migrationsDir: string
  remove(): Promise<void>
}

/** Says on the console why it can't be, if it can't. */
export function canUpgrade(): boolean {
  if (inject('redis') === null) return false
  const { commit } = PREVIOUS_RELEASE
  const isThere = spawnSync('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: ROOT }).status === 0
  if (!isThere)
    process.stderr.write(`Upgrades are not tested: git has no ${commit} here. Fetch the whole history.\n`)
  return isThere
}

/**
 * A release as it was, taken out of git: its own apps and packages, and its own database client. What others have written
 * comes from this checkout's node_modules.
 */
export async function openReleaseTree(commit: string): Promise<ReleaseTree> {
  const root = await mkdtemp(join(tmpdir(), 'bellhop-release-'))
  const run = promisify(execFile)
  const archive = join(root, 'release.tar')
  await run('git', ['archive', '--output', archive, commit], { cwd: ROOT })
  await run('tar', ['-xf', archive, '-C', root])
  await rm(archive)
  await linkModules(root)
  const prisma = join(root, 'node_modules/prisma/build/index.js')
  const generate = [prisma, 'generate', '--config', '../../prisma.config.ts']
  await run(process.execPath, generate, { cwd: join(root, 'packages/store') })
  return {
    root,
    migrationsDir: join(root, 'prisma/migrations'),
    remove: () => rm(root, { recursive: true, force: true }),
  }
}

async function linkModules(root: string): Promise<void> {
  const modules = join(root, 'node_modules')
  await mkdir(join(modules, '@bellhop'), { recursive: true })
  for (const name of await readdir(join(ROOT, 'node_modules')))
    if (name !== '@bellhop') await symlink(join(ROOT, 'node_modules', name), join(modules, name))
  for (const kind of ['apps', 'packages'])
    for (const name of await readdir(join(root, kind)))
      await symlink(join(root, kind, name), join(modules, '@bellhop', name))
}
