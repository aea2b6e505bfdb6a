import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Sources stand in for builds. Aliases and not `resolve.conditions`, which vitest ignores in a globalSetup.
const source = {
  resolve: {
    alias: [
      {
        find: /^@bellhop\/(core|store|queue|gateways|runtime)$/,
        replacement: `${import.meta.dirname}/packages/$1/src/index.ts`,
      },
      {
        find: /^@bellhop\/(ingress|worker|sender|console)$/,
        replacement: `${import.meta.dirname}/apps/$1/src/index.ts`,
      },
      { find: '@bellhop/store/testing', replacement: `${import.meta.dirname}/packages/store/src/testing.ts` },
      {
        find: /^@bellhop\/gateways\/(.+)$/,
        replacement: `${import.meta.dirname}/packages/gateways/src/$1/index.ts`,
      },
    ],
  },
}

export default defineConfig({
  test: {
    // Most of a test's time is spent waiting for a server, and vitest leaves one of two cores idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default', './scripts/plain-reporter.ts'],
    projects: [
      {
        ...source,
        test: { name: 'unit', include: ['{apps,packages}/*/{src,ui}/**/*.test.ts', 'scripts/**/*.test.ts'] },
      },
      {
        ...source,
        test: {
          name: 'integration',
          include: ['{apps,packages}/*/test/**/*.test.ts'],
          globalSetup: ['./scripts/test-servers.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
})
