import { parseArgs } from 'node:util'
import { ConfigError, readEnvironment } from '@bellhop/runtime'
import { readConfig } from './config.ts'
import { renderJson, renderReport, verdict } from './render-report.ts'
import { runDoctor } from './run-doctor.ts'

const EXIT_WRONG = 1
const EXIT_UNREADABLE = 2
const USAGE = 'npm run doctor knows one option: npm run doctor -- --json writes its findings for machines.\n'

/** `npm run doctor`: ends with 0 if all is well or only to be looked at, 1 if something is wrong, 2 if it can't even look. */
process.exitCode = await main()

async function main(): Promise<number> {
  const isJson = readOptions()
  if (isJson === null) return EXIT_UNREADABLE
  const { env, source } = readEnvironment(process.env, process.cwd())
  try {
    const groups = await runDoctor(readConfig(env), source)
    const isColoured = process.stdout.isTTY && !env['NO_COLOR']
    process.stdout.write(isJson ? renderJson(groups) : renderReport(groups, { isColoured }))
    return verdict(groups) === 'fail' ? EXIT_WRONG : 0
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const problems = error.problems.map(({ variable, problem }) => `  ${variable} ${problem}\n`)
    process.stderr.write(
      `The environment (${source}) needs mending:\n${problems.join('')}` +
        'For the hotel of npm start: start it first, and ask in a second terminal, in the same folder.\n' +
        'With docker compose: docker compose run --rm doctor\n',
    )
    return EXIT_UNREADABLE
  }
}

function readOptions(): boolean | null {
  try {
    return parseArgs({ options: { json: { type: 'boolean', default: false } } }).values.json
  } catch {
    process.stderr.write(USAGE)
    return null
  }
}
