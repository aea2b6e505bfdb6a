import { join } from 'node:path'
import { build } from 'esbuild'
import type { AppName } from '../rig/open-rig.ts'

/** As deep below the root as what the apps and packages are built to, since they look for their files from there. */
const OUT_DIR = join(import.meta.dirname, '../..')
const CHILD = join(import.meta.dirname, 'child/main.js')
/** Its board has files of its own that it finds in its package only. */
const UNBUNDLED: AppName = 'console'
/** Threads that optimise code are of no use to a process that dies within seconds. */
const SHORT_LIVED = ['--single-threaded']

/**
 * Makes one program of the child and all that it imports: it starts in half the time, and hundreds of them do. Gives what node
 * runs for an app.
 */
export async function bundleChild(): Promise<(app: AppName) => string[]> {
  const name = 'crash-child'
  await build({
    entryPoints: { [name]: CHILD },
    outdir: OUT_DIR,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    chunkNames: `${name}-[hash]`,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['pg-native', '@bellhop/console'],
    // What is CommonJS among it requires Node's own modules.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url)",
    },
    logLevel: 'error',
  })
  return (app) => [...SHORT_LIVED, app === UNBUNDLED ? CHILD : join(OUT_DIR, `${name}.mjs`), app]
}
