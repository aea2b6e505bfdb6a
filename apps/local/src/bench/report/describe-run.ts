import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'
import { promisify } from 'node:util'
import { findPostgresBinaries } from '../../servers/postgres-binaries.ts'
import { findRedisBinary } from '../../servers/redis.ts'
import type { BenchResult } from './result.ts'

const run = promisify(execFile)

/** On what, and of what: asked before anything is measured. */
export async function describeRun(): Promise<
  Pick<BenchResult, 'commit' | 'isDirty' | 'machine' | 'versions'>
> {
  return {
    commit: await git('rev-parse', '--short=10', 'HEAD'),
    isDirty: (await git('status', '--porcelain', '--untracked-files=no')) !== '',
    machine: {
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: availableParallelism(),
      memoryGb: Math.round(totalmem() / 2 ** 30),
      system: `${type()} ${release()}`,
      loadBefore: loadavg()[0] ?? 0,
    },
    versions: {
      node: process.versions.node,
      postgres: await versionOf(findPostgresBinaries().postgres),
      redis: await versionOf(findRedisBinary() ?? 'redis-server'),
      bullmq: packageVersion('bullmq'),
      fastify: packageVersion('fastify'),
    },
  }
}

async function git(...args: string[]): Promise<string> {
  // An installation may have no history.
  return run('git', args).then(
    ({ stdout }) => stdout.trim(),
    () => 'unknown',
  )
}

async function versionOf(binary: string): Promise<string> {
  const { stdout } = await run(binary, ['--version'])
  return /\d+(\.\d+)+/.exec(stdout)?.[0] ?? 'unknown'
}

function packageVersion(name: string): string {
  const { version } = createRequire(import.meta.url)(`${name}/package.json`) as { version: string }
  return version
}
