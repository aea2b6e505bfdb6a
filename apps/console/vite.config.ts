import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The console that `npm run dev:ui` asks for everything but its pages. */
const CONSOLE = process.env['CONSOLE_URL'] ?? 'http://127.0.0.1:8081'

export default defineConfig({
  root: `${import.meta.dirname}/ui`,
  base: '/',
  plugins: [react(), tailwind()],
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
