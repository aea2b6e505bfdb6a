import { useState } from 'react'

import { useWordsOf } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { ListState } from '../parts/list-state.tsx'
import { useMe } from '../use-may.ts'
import { DisableOperator } from './disable-operator.tsx'
import { LoginsDialog } from './logins-dialog.tsx'
import { ChangeOperator } from './change-operator.tsx'
import { NewOperator } from './new-operator.tsx'
import { OperatorRow, type OperatorAction } from './operator-row.tsx'
import type { Operator } from './contract.ts'
import { useOperators } from './use-operators.ts'
import { PEOPLE_WORDS } from './words.ts'

/** Who may log in. */
export function Operators() {
  const words = useWordsOf(PEOPLE_WORDS)
  const operators = useOperators()
  const ownId = useMe()?.id
  const [isAdding, setIsAdding] = useState(false)
  const [doing, setDoing] = useState<{ action: OperatorAction; operator: Operator } | null>(null)
  const close = () => setDoing(null)
  return (
    <Card
      title={words.parts.operators}
      actions={
        <Button tone="primary" onClick={() => setIsAdding(true)}>
          {words.add}
        </Button>
      }
    >
      <ul className="divide-y divide-line">
        {operators.items?.map((operator) => (
          <OperatorRow
            key={operator.id}
            operator={operator}
            isOneself={operator.id === ownId}
            onAct={(action) => setDoing({ action, operator })}
          />
        ))}
      </ul>
      <ListState list={operators} empty={words.nobody} />
      {isAdding && <NewOperator onClose={() => setIsAdding(false)} />}
      {doing?.action === 'change' && (
        <ChangeOperator operator={doing.operator} isOneself={doing.operator.id === ownId} onClose={close} />
      )}
      {doing?.action === 'logins' && <LoginsDialog operator={doing.operator} onClose={close} />}
      {doing?.action === 'disable' && <DisableOperator operator={doing.operator} onClose={close} />}
    </Card>
  )
}
