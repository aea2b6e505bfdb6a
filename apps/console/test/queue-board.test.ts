import { GiveUpError, openAgentWorker } from '@bellhop/queue'
import { BUILT_IN_OPERATOR_ID } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { listRoutes } from './list-routes.ts'
import { runConsole, type RunningConsole } from './running-console.ts'

let hotel: RunningConsole
let operator: { cookie: string; origin: string }

beforeAll(async () => {
  hotel = await runConsole()
  operator = await hotel.login()
})
afterAll(() => hotel.close())

function board(method: string, path: string, body?: unknown): Promise<Response> {
  return hotel.request(`/queues/api${path}`, {
    method,
    headers: { ...operator, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

function agentQueue() {
  const queue = hotel.queues.find(({ name }) => name === 'agent')
  if (queue === undefined) throw new Error('the board has no agent queue')
  return queue
}

/** A job that was tried and has failed for good. */
async function failedJob(sessionId: string) {
  const worker = await openAgentWorker({
    ...hotel.queueOptions,
    concurrency: 1,
    backoffMs: () => 1,
    handle: async () => {
      throw new GiveUpError()
    },
  })
  await hotel.parts.doorbells.ringAgent([sessionId])
  const job = await vi.waitFor(
    async () => {
      const failed = (await agentQueue().getFailed()).find(({ data }) => data.sessionId === sessionId)
      if (failed?.id === undefined) throw new Error('has not failed yet')
      return failed
    },
    { timeout: 10_000 },
  )
  await worker.close()
  return { id: job.id ?? '', state: async () => (await agentQueue().getJob(job.id ?? ''))?.getState() }
}

describe('Bull Board', () => {
  test('shows the inbound, the media, the agent and each line’s outbound queue', async () => {
    const response = await board('GET', '/queues?page=1&jobsPerPage=10')
    expect(response.status).toBe(200)
    const { queues } = (await response.json()) as { queues: { name: string }[] }
    expect(queues.map(({ name }) => name).toSorted()).toEqual([
      'agent',
      'inbound',
      'media',
      'outbound-default',
      'outbound-spa',
    ])
  })

  test('serves its page, which asks nothing of other hosts', async () => {
    for (const path of ['/queues', '/queues/', '/queues/queue/inbound']) {
      const page = await (await hotel.request(path, { headers: operator })).text()
      expect(page, path).toContain('<base href="/queues/" />')
      expect(page.match(/(?:src|href)="https?:/g), path).toBeNull()
    }
  })

  test('reads a job, and retries it alone and with all others', async () => {
    const [one, other] = [await failedJob('one'), await failedJob('other')]
    expect((await board('GET', `/queues/agent/${one.id}`)).status).toBe(200)
    expect((await board('GET', `/queues/agent/${one.id}/logs`)).status).toBe(200)

    expect((await board('PUT', `/queues/agent/${one.id}/retry`)).status).toBe(204)
    expect(await one.state()).toBe('waiting')
    expect(await other.state()).toBe('failed')
    expect((await board('PUT', '/queues/agent/retry/failed')).status).toBe(200)
    expect(await other.state()).toBe('waiting')
  })

  test('has it noted who retried what, by the names of queue and job, and nothing that was not done', async () => {
    const job = await failedJob('noted')
    const audit = async () =>
      (await hotel.api('GET', '/audit?limit=200', undefined, operator)).body.items.filter(
        ({ action }: { action: string }) => action === 'retried_job',
      )
    const before = (await audit()).length
    expect((await board('PUT', `/queues/agent/${job.id}/retry`)).status).toBe(204)
    expect((await board('PUT', `/queues/agent/${job.id}/retry`)).status).toBeGreaterThan(299)
    expect((await board('PUT', '/queues/agent/nothing/retry')).status).toBe(404)
    await failedJob('noted too')
    expect((await board('PUT', '/queues/agent/retry/failed')).status).toBe(200)
    const items = await vi.waitFor(async () => {
      const found = await audit()
      expect(found).toHaveLength(before + 2)
      return found
    })
    const noted = items.slice(0, items.length - before)
    expect(noted).toMatchObject([
      { subject: 'agent', actor_name: 'admin' },
      { subject: 'agent', actor_name: 'admin' },
    ])
    const details = noted.map(({ detail }: { detail: unknown }) => detail)
    expect(details).toEqual([{ all: 'failed' }, { job: 'create-agent' }])
  })

  test('says that it was done also where that cannot be noted, and the log says who did it', async () => {
    const job = await failedJob('not noted')
    const { prisma } = hotel.store
    await prisma.$executeRaw`
      ALTER TABLE audit_events ADD CONSTRAINT refused CHECK (action <> 'retried_job') NOT VALID`
    expect((await board('PUT', `/queues/agent/${job.id}/retry`)).status).toBe(204)
    expect(await job.state()).toBe('waiting')
    await vi.waitFor(() => expect(hotel.logged()).toContain('a retry is not in the audit'))
    const line = hotel
      .logged()
      .split('\n')
      .find((text) => text.includes('not in the audit'))
    expect(line).toContain(BUILT_IN_OPERATOR_ID)
    expect(line).toContain('create-agent')
    await prisma.$executeRaw`ALTER TABLE audit_events DROP CONSTRAINT refused`
  })

  test('refuses everything else', async () => {
    const job = await failedJob('kept')
    const before = await agentQueue().getJobCounts()
    const changes: [method: string, path: string, body?: unknown][] = [
      ['PUT', '/queues/pause'],
      ['PUT', '/queues/resume'],
      ['POST', '/queues/agent/add', { name: 'create-agent', data: {}, options: {} }],
      ['PUT', '/queues/agent/promote'],
      ['PUT', '/queues/agent/clean/failed'],
      ['PUT', '/queues/agent/pause'],
      ['PUT', '/queues/agent/resume'],
      ['PUT', '/queues/agent/concurrency', { concurrency: 1 }],
      ['PUT', '/queues/agent/rate-limit', { max: 1, duration: 1 }],
      ['PUT', '/queues/agent/rate-limit/release'],
      ['PUT', '/queues/agent/empty'],
      ['PUT', '/queues/agent/obliterate', { force: true }],
      ['PUT', '/queues/agent/job-schedulers/x/remove'],
      ['PATCH', '/queues/agent/job-schedulers/x', {}],
      ['PUT', '/queues/agent/job-schedulers/x/run'],
      ['PUT', `/queues/agent/${job.id}/clean`],
      ['PUT', `/queues/agent/${job.id}/promote`],
      ['PATCH', `/queues/agent/${job.id}/update-data`, { jobData: {} }],
      ['PATCH', `/queues/agent/${job.id}/delay`, { delay: 1 }],
      ['PATCH', `/queues/agent/${job.id}/priority`, { priority: 1 }],
      ['PUT', `/queues/agent/${job.id}/remove-unprocessed-children`],
    ]
    for (const [method, path, body] of changes) {
      expect((await board(method, path, body)).status, `${method} ${path}`).toBe(403)
    }
    expect(await job.state()).toBe('failed')
    expect(await agentQueue().getJobCounts()).toEqual(before)
    expect(await agentQueue().isPaused()).toBe(false)
  })

  test('refuses each of its routes that changes something, but for the two that retry', async () => {
    const changing = (await listRoutes(hotel)).filter(
      ({ method, path }) => path.startsWith('/queues/api/') && !['GET', 'HEAD'].includes(method),
    )
    expect(changing.length).toBeGreaterThan(15)
    const allowed: string[] = []
    for (const { method, path } of changing) {
      const { status } = await board(method, path.replace('/queues/api', ''), {})
      if (status !== 403) allowed.push(path.replace(/[0-9a-f-]{36}/g, ':id'))
    }
    expect(allowed).toEqual(['/queues/api/queues/:id/retry/:id', '/queues/api/queues/:id/:id/retry'])
  })
})
