import { useId } from 'react'

import { useWordsOf } from '../language/use-words.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { RoleBadge } from '../parts/role-badge.tsx'
import { When } from '../parts/when.tsx'
import type { Operator } from './contract.ts'
import { useChangeOperator } from './use-change-operator.ts'
import { PEOPLE_WORDS } from './words.ts'

/** What has a dialog of its own. */
export type OperatorAction = 'change' | 'logins' | 'disable'

export function OperatorRow({
  operator,
  isOneself,
  onAct,
}: {
  operator: Operator
  isOneself: boolean
  onAct: (action: OperatorAction) => void
}) {
  const words = useWordsOf(PEOPLE_WORDS)
  const reasonId = useId()
  const { mutate, isPending } = useChangeOperator(operator, false)
  const { name, display_name, role, built_in, disabled_at } = operator
  const reason = built_in ? words.reasons.builtIn : isOneself ? words.reasons.oneself : null
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <bdi className={`font-semibold wrap-anywhere ${disabled_at === null ? '' : 'text-muted'}`}>
            {display_name}
          </bdi>
          <RoleBadge role={role} />
          {isOneself && <Badge>{words.you}</Badge>}
          {built_in && <Badge>{words.builtIn}</Badge>}
          {disabled_at !== null && <Badge tone="bad">{words.disabled}</Badge>}
        </p>
        <p className="mt-0.5 text-xs text-muted">
          <bdi>{name}</bdi> · {words.since} <When at={operator.created_at} />
        </p>
        {reason !== null && (
          <p id={reasonId} className="mt-0.5 text-xs text-muted">
            {reason}
          </p>
        )}
      </div>
      <p className="flex flex-wrap gap-2">
        <Button
          aria-label={words.changeOne(display_name)}
          aria-describedby={built_in ? reasonId : undefined}
          disabled={built_in}
          onClick={() => onAct('change')}
        >
          {words.change}
        </Button>
        <Button aria-label={words.loginsOf(display_name)} onClick={() => onAct('logins')}>
          {words.logins}
        </Button>
        {disabled_at === null ? (
          <Button
            tone="danger"
            aria-label={words.disableOne(display_name)}
            aria-describedby={reason === null ? undefined : reasonId}
            disabled={reason !== null}
            onClick={() => onAct('disable')}
          >
            {words.disable}
          </Button>
        ) : (
          <Button
            aria-label={words.enableOne(display_name)}
            disabled={isPending}
            onClick={() => mutate({ disabled: false })}
          >
            {words.enable}
          </Button>
        )}
      </p>
    </li>
  )
}
