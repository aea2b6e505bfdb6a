import { AUDIT_ACTIONS } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'

import type { auditOutput } from '../src/api/audit-routes.ts'
import type { meOutput } from '../src/api/me-routes.ts'
import type { keyOutput, loginOutput, operatorOutput } from '../src/api/people-outputs.ts'
import type { templateOutput } from '../src/api/template-routes.ts'
import type { Me } from '../ui/src/contract.ts'
import { ENGLISH_ACTIONS, INDONESIAN_ACTIONS } from '../ui/src/people/audit-actions.ts'
import type { AuditEvent, Key, Login, Operator } from '../ui/src/people/contract.ts'
import type { Template } from '../ui/src/templates/contract.ts'
import { runConsole, type RunningConsole } from './running-console.ts'

describe('the page of the people', () => {
  test('reads what it shows as the API answers it, and so do the account and the templates', () => {
    expectTypeOf<z.infer<typeof operatorOutput>>().toExtend<Operator>()
    expectTypeOf<z.infer<typeof loginOutput>>().toExtend<Login>()
    expectTypeOf<z.infer<typeof keyOutput>>().toExtend<Key>()
    expectTypeOf<z.infer<typeof auditOutput>>().toExtend<AuditEvent>()
    expectTypeOf<z.infer<typeof meOutput>>().toExtend<Me>()
    expectTypeOf<z.infer<typeof templateOutput>>().toExtend<Template>()
  })

  test('tells every action of the audit, in both languages', () => {
    for (const told of [ENGLISH_ACTIONS, INDONESIAN_ACTIONS])
      expect(Object.keys(told).toSorted()).toEqual(AUDIT_ACTIONS.toSorted())
  })
})

describe('who calls', () => {
  let hotel: RunningConsole
  beforeAll(async () => {
    hotel = await runConsole()
  })
  afterAll(() => hotel.close())

  test('is told whether its password is that of the configuration', async () => {
    const isBuiltIn = async (login: { cookie: string }) =>
      (await hotel.api('GET', '/me', undefined, { ...login })).body.built_in
    expect(await isBuiltIn(await hotel.login())).toBe(true)
    const { name } = await hotel.operator('admin')
    expect(await isBuiltIn(await hotel.login({ name }))).toBe(false)
  })
})
