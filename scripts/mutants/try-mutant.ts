import type { Mutant } from './mutant.ts'
import { runTests, type TestResult, type TestRun, type TestRunOptions } from './run-tests.ts'
import { createWorkingCopy } from './working-copy.ts'

export type Verdict =
  | { type: 'caught'; by: string }
  | { type: 'survived' }
  /** The mutant says nothing: what it makes of the product does not even run. */
  | { type: 'broken'; why: string }

/** What stands in the failure of a mutant that is a mistake and no weakening: in the language or in SQL. */
const MISTAKES = /\b(?:ReferenceError|SyntaxError|4260[0-9]|42703|42804|42883|42P\d\d)\b/

/** Runs the mutant's test against a copy with the mutant in it. */
export async function tryMutant(
  { changes, by: [file, name] }: Mutant,
  options: Omit<TestRunOptions, 'bail'>,
) {
  const copy = createWorkingCopy(changes)
  try {
    const run = await runTests(copy.dir, { files: [file], names: [name] }, { ...options, bail: true })
    return judge(run, options.limitMs)
  } finally {
    copy.remove()
  }
}

/** Nothing but a test that fails is a catch: a run that hangs would be one on a day when the machine is slow, too. */
function judge({ results, problems, endedInTime }: TestRun, limitMs: number): Verdict {
  const failed = results.find(({ passed }) => !passed)
  if (failed !== undefined) return judgeFailure(failed)
  if (!endedInTime) return { type: 'broken', why: `its test did not end within ${limitMs / 1000} s` }
  if (results.length === 0) return { type: 'broken', why: problems[0] ?? 'its test did not run' }
  return { type: 'survived' }
}

function judgeFailure({ name, messages }: TestResult): Verdict {
  const mistake = messages.find((message) => MISTAKES.test(message))
  return mistake === undefined ? { type: 'caught', by: name } : { type: 'broken', why: mistake }
}
