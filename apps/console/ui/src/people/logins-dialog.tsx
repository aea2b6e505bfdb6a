import { useWordsOf } from '../language/use-words.ts'
import { Dialog } from '../parts/dialog.tsx'
import type { Operator } from './contract.ts'
import { LoginList } from './login-list.tsx'
import { PEOPLE_WORDS } from './words.ts'

export function LoginsDialog({ operator, onClose }: { operator: Operator; onClose: () => void }) {
  const words = useWordsOf(PEOPLE_WORDS)
  return (
    <Dialog title={words.loginsOf(operator.display_name)} onClose={onClose}>
      <div className="-m-5">
        <LoginList operatorId={operator.id} />
      </div>
    </Dialog>
  )
}
