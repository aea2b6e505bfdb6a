import { z } from 'zod'

import { LOGIN_NAME } from '../access/check-login.ts'
import { words } from './inputs.ts'

const DISPLAY_NAME_MAX = 80
const KEY_NAME_MAX = 80
const PASSWORD_MIN = 10
const PASSWORD_MAX = 200

const role = z.enum(['viewer', 'agent', 'admin'], 'viewer, agent or admin.')
const displayName = words('the name', DISPLAY_NAME_MAX)
  .describe('As colleagues read it')
  .meta({ example: 'Putri, front office' })
const password = z
  .string('Write the password.')
  .min(PASSWORD_MIN, `At least ${PASSWORD_MIN} characters.`)
  .max(PASSWORD_MAX, `At most ${PASSWORD_MAX} characters.`)

export const newOperatorInput = z.object({
  name: z
    .string('Write the login name.')
    .trim()
    .toLowerCase()
    .regex(LOGIN_NAME, 'Letters a to z, digits, dots, hyphens and underscores, at most 40.')
    .describe('As it is typed at the login. It never changes')
    .meta({ example: 'putri' }),
  display_name: displayName,
  role,
  password,
})

export const operatorChangeInput = z
  .object({
    display_name: displayName.optional(),
    role: role.optional(),
    password: password.optional().describe('Ends all logins of this operator'),
    disabled: z.boolean('true or false.').optional().describe('true ends all logins, and allows no new one'),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'Say what is to be changed: display_name, role, password or disabled.',
  })

export const ownPasswordInput = z.object({
  current: z.string('Write the password that you have now.'),
  next: password,
})

export const newKeyInput = z.object({
  name: words('what the key is for', KEY_NAME_MAX).meta({ example: 'Agent router' }),
  role: role.describe('agent is enough for whoever speaks with guests'),
})
