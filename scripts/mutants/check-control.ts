import type { Mutant } from './mutant.ts'
import { runTests, type TestRunOptions } from './run-tests.ts'
import { createWorkingCopy } from './working-copy.ts'

/** Runs the tests of all these mutants without any of them. Gives what is wrong: each has to be there and to pass. */
export async function checkControl(
  mutants: readonly Mutant[],
  options: Omit<TestRunOptions, 'bail'>,
): Promise<string[]> {
  const copy = createWorkingCopy([])
  try {
    const files = [...new Set(mutants.map(({ by: [file] }) => file))]
    const names = [...new Set(mutants.map(({ by: [, name] }) => name))]
    const run = await runTests(copy.dir, { files, names }, { ...options, bail: false })
    if (!run.endedInTime) return [`the tests did not end within ${options.limitMs / 1000} s`]
    const failed = run.results.filter(({ passed }) => !passed)
    const missing = mutants.filter(
      ({ by: [file, name] }) => !run.results.some((one) => one.file === file && one.name.includes(name)),
    )
    return [
      ...run.problems,
      ...failed.map(({ file, name, messages }) => `${file}: ${name}\n${messages.join('\n')}`),
      ...missing.map(({ name, by }) => `no test ran for ${name}: ${by.join(': ')}`),
    ]
  } finally {
    copy.remove()
  }
}
