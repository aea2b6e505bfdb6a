import { useState } from 'react'

import { useWordsOf } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { ListState } from '../parts/list-state.tsx'
import { useList } from '../use-list.ts'
import type { Key } from './contract.ts'
import { KeyRow } from './key-row.tsx'
import { KEY_WORDS } from './key-words.ts'
import { NewKey } from './new-key.tsx'
import { RevokeKey } from './revoke-key.tsx'
import { useOperators } from './use-operators.ts'

/** What programs may call the API with. */
export function Keys() {
  const words = useWordsOf(KEY_WORDS)
  const keys = useList<Key>('keys', '/keys')
  const { items: operators } = useOperators()
  const [isAdding, setIsAdding] = useState(false)
  const [revoked, setRevoked] = useState<Key | null>(null)
  return (
    <Card
      title={words.title}
      actions={
        <Button tone="primary" onClick={() => setIsAdding(true)}>
          {words.add}
        </Button>
      }
    >
      <p className="border-b border-line px-4 py-3 text-sm text-muted">{words.explained}</p>
      <ul className="divide-y divide-line">
        {keys.items?.map((key) => (
          <KeyRow
            key={key.id}
            apiKey={key}
            maker={operators?.find(({ id }) => id === key.created_by)?.display_name}
            onRevoke={() => setRevoked(key)}
          />
        ))}
      </ul>
      <ListState list={keys} empty={words.none} />
      {isAdding && <NewKey onClose={() => setIsAdding(false)} />}
      {revoked !== null && <RevokeKey apiKey={revoked} onClose={() => setRevoked(null)} />}
    </Card>
  )
}
