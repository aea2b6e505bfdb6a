import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** The console that `npm run dev:ui` asks for everything but its pages. */
const CONSOLE = process.env['CONSOLE_URL'] ?? 'http://127.0.0.1:8081'

export default defineConfig({
  root: `${import.meta.dirname}/ui`,
  base: '/',
  plugins: [react(), tailwind(), compressed()],
  build: {
    outDir: '../dist/ui',
    emptyOutDir: true,
    // The policy of the pages refuses what stands in the page itself.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/login', '/logout', '/queues', '/console.css'].map((path) => [path, CONSOLE]),
    ),
  },
})

/** Lays each file beside itself in a small form, since the console compresses nothing while it answers. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      for (const fileName of Object.keys(bundle)) {
        const path = join(dir, fileName)
        await writeFile(`${path}.gz`, gzipSync(await readFile(path), { level: 9 }))
      }
    },
  }
}
