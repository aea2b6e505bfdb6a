import { useWords } from '../language/use-words.ts'
import { KeyList } from '../parts/key-list.tsx'

/** Beside the list, while no conversation is open: how to get on without a mouse. */
export function NothingChosen() {
  const words = useWords()
  const shortcuts = [
    { keys: ['J', 'K'], does: words.shortcuts.move },
    { keys: ['R'], does: words.shortcuts.reply },
    { keys: ['/'], does: words.shortcuts.search },
    { keys: ['Z'], does: words.shortcuts.undo },
    { keys: ['Esc'], does: words.shortcuts.back },
  ]
  return (
    <div className="hidden flex-col items-center justify-center gap-6 p-8 text-muted md:flex">
      <p className="text-lg">{words.choose}</p>
      <KeyList shortcuts={shortcuts} />
    </div>
  )
}
