import type { z } from 'zod'

export interface ConfigProblem {
  variable: string
  problem: string
}

/** The environment is not what the app needs: all problems at once, and never a value, which may be a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(({ variable, problem }) => `${variable} ${problem}`).join('\n'))
    this.problems = problems
  }
}

/** Reads the environment through a zod object over variable names. An empty variable counts as unset. */
export function parseConfig<T>(schema: z.ZodType<T>, env: NodeJS.ProcessEnv): T {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim() !== ''))
  const result = schema.safeParse(set)
  if (result.success) return result.data
  throw new ConfigError(
    result.error.issues.map(({ path, message }) => ({ variable: String(path[0]), problem: message })),
  )
}
