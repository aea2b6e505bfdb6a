import {
  BUILT_IN_OPERATOR_ID,
  type ApiKeyRecord,
  type LoginRecord,
  type OperatorRecord,
} from '@bellhop/store'
import { z } from 'zod'

import { id, time } from './outputs.ts'

export const roleOutput = z.enum(['viewer', 'agent', 'admin'])

export const operatorOutput = z.object({
  id,
  name: z.string(),
  display_name: z.string(),
  role: roleOutput,
  built_in: z
    .boolean()
    .describe('Its password is CONSOLE_PASSWORD, and nothing about it can be changed here'),
  created_at: time,
  disabled_at: time.nullable().describe('Since when nobody gets in by it'),
})

export const loginOutput = z.object({
  id,
  operator_id: id,
  created_at: time,
  last_seen_at: time.describe('To the minute'),
  expires_at: time,
  revoked_at: time.nullable().describe('When it was ended before its time, by a logout or by others'),
  current: z.boolean().describe('It is the one that asks'),
})

export const keyOutput = z.object({
  id,
  name: z.string(),
  role: roleOutput,
  created_by: id.nullable().describe('The operator who made it; null if another key did'),
  created_at: time,
  last_used_at: time.nullable().describe('To the minute'),
  revoked_at: time.nullable(),
})

export function toOperatorOutput(record: OperatorRecord): z.infer<typeof operatorOutput> {
  return {
    id: record.id,
    name: record.name,
    display_name: record.displayName,
    role: record.role,
    built_in: record.id === BUILT_IN_OPERATOR_ID,
    created_at: record.createdAt.toISOString(),
    disabled_at: record.disabledAt?.toISOString() ?? null,
  }
}

/** `ownId` is the login that asks; null for a key. */
export function toLoginOutput(record: LoginRecord, ownId: string | null): z.infer<typeof loginOutput> {
  return {
    id: record.id,
    operator_id: record.operatorId,
    created_at: record.createdAt.toISOString(),
    last_seen_at: record.lastSeenAt.toISOString(),
    expires_at: record.expiresAt.toISOString(),
    revoked_at: record.revokedAt?.toISOString() ?? null,
    current: record.id === ownId,
  }
}

export function toKeyOutput(record: ApiKeyRecord): z.infer<typeof keyOutput> {
  return {
    id: record.id,
    name: record.name,
    role: record.role,
    created_by: record.createdBy,
    created_at: record.createdAt.toISOString(),
    last_used_at: record.lastUsedAt?.toISOString() ?? null,
    revoked_at: record.revokedAt?.toISOString() ?? null,
  }
}
