import { createLogger } from '@bellhop/runtime'
import Fastify from 'fastify'
import { expect, test } from 'vitest'

import { TooManyAttemptsError } from '../access/turns.ts'
import { createProblemHandler } from './errors.ts'

test('a password that waited too long for its turn is one attempt too many', async () => {
  const app = Fastify()
  app.setErrorHandler(createProblemHandler(createLogger({ name: 'test', level: 'silent', pretty: false })))
  app.get('/', () => Promise.reject(new TooManyAttemptsError()))
  const answer = await app.inject('/')
  expect(answer.statusCode).toBe(429)
  expect(answer.json()).toMatchObject({ code: 'too_many_attempts' })
  await app.close()
})
