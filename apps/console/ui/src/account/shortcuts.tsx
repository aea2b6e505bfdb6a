import { useWords, useWordsOf } from '../language/use-words.ts'
import { KeyList } from '../parts/key-list.tsx'
import { ACCOUNT_WORDS } from './words.ts'

/** The keys of the inbox, and what they do. */
export function Shortcuts() {
  const { shortcuts } = useWords()
  const words = useWordsOf(ACCOUNT_WORDS)
  const keys = [
    { keys: ['J', 'K'], does: shortcuts.move },
    { keys: ['/'], does: shortcuts.search },
    { keys: ['R'], does: shortcuts.reply },
    { keys: ['/'], does: words.keys.picker },
    { keys: ['Enter'], does: words.keys.send },
    { keys: ['Shift', 'Enter'], does: words.keys.newLine },
    { keys: ['Z'], does: shortcuts.undo },
    { keys: ['Esc'], does: shortcuts.back },
  ]
  return (
    <div className="p-4">
      <KeyList shortcuts={keys} />
    </div>
  )
}
