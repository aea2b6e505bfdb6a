import { useWords, useWordsOf } from '../language/use-words.ts'
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
    { keys: ['Esc'], does: shortcuts.back },
  ]
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 p-4 text-sm">
      {keys.map(({ keys, does }) => (
        <div key={does} className="contents">
          <dt className="flex justify-end gap-1">
            {keys.map((key) => (
              <kbd
                key={key}
                className="min-w-6 rounded border border-line bg-ground px-1.5 text-center font-sans text-xs leading-5"
              >
                {key}
              </kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  )
}
