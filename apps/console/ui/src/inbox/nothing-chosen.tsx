import { useWords } from '../language/use-words.ts'

/** Beside the list, while no conversation is open: how to get on without a mouse. */
export function NothingChosen() {
  const words = useWords()
  const shortcuts = [
    { keys: ['J', 'K'], does: words.shortcuts.move },
    { keys: ['R'], does: words.shortcuts.reply },
    { keys: ['/'], does: words.shortcuts.search },
    { keys: ['Esc'], does: words.shortcuts.back },
  ]
  return (
    <div className="hidden flex-col items-center justify-center gap-6 p-8 text-muted md:flex">
      <p className="text-lg">{words.choose}</p>
      <dl className="grid grid-cols-[auto_auto] gap-x-4 gap-y-2 text-sm">
        {shortcuts.map(({ keys, does }) => (
          <div key={does} className="contents">
            <dt className="flex justify-end gap-1">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="min-w-6 rounded border border-line bg-surface px-1.5 text-center font-sans text-xs leading-5"
                >
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
