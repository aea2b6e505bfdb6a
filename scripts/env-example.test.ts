import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { configSchema as consoleSchema } from '../apps/console/src/config.ts'
import { configSchema as doctorSchema } from '../apps/doctor/src/config.ts'
import { configSchema as ingressSchema } from '../apps/ingress/src/config.ts'
import { configSchema as senderSchema } from '../apps/sender/src/config.ts'
import { configSchema as workerSchema } from '../apps/worker/src/config.ts'

const apps = {
  ingress: ingressSchema,
  worker: workerSchema,
  sender: senderSchema,
  console: consoleSchema,
  doctor: doctorSchema,
}
const appNames = Object.keys(apps) as (keyof typeof apps)[]
const namesOf = (app: keyof typeof apps) => Object.keys(apps[app].shape)

const read = (file: string) => readFileSync(join(import.meta.dirname, '..', file), 'utf8')
const example = [...read('.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => String(name))

const composeText = read('docker-compose.yml')
const compose = parse(composeText, { merge: true }) as {
  services: Record<string, { environment?: Record<string, string>; ports?: string[] }>
}
const interpolated = [...composeText.matchAll(/\$\{(\w+)/g)].map(([, name]) => String(name))

test('.env.example names exactly what the apps, docker-compose.yml and the test suite read', () => {
  const fromApps = appNames.flatMap(namesOf)
  const fromTests = ['TEST_DATABASE_URL', 'TEST_REDIS_URL', 'CHROMIUM_PATH']
  const wanted = new Set([...fromApps, ...interpolated, ...fromTests])
  expect(example.toSorted()).toEqual([...wanted].toSorted())
})

test('.env.example can be copied as it is: it sets nothing', () => {
  expect(
    read('.env.example')
      .split('\n')
      .filter((line) => /^\w+=./.test(line)),
  ).toEqual([])
})

// The image sets where to listen, and unsigned webhooks stay out of production.
const notInCompose = new Set(['HOST', 'PORT', 'WAHA_WEBHOOK_INSECURE'])

test.each(appNames)(
  'docker-compose.yml passes to the %s each variable that it reads, and no other',
  (app) => {
    const wanted = namesOf(app).filter((name) => !notInCompose.has(name))
    expect(Object.keys(compose.services[app]?.environment ?? {}).toSorted()).toEqual(wanted.toSorted())
  },
)

test('docker-compose.yml publishes ports on this host alone, of WAHA and the console', () => {
  const published = Object.entries(compose.services).flatMap(([name, { ports = [] }]) =>
    ports.map((port) => [name, port]),
  )
  expect(published.map(([name]) => name)).toEqual(['waha', 'console'])
  for (const [, port] of published) expect(port).toMatch(/^127\.0\.0\.1:/)
})
