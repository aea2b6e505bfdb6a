import { useWordsOf } from '../language/use-words.ts'
import { Icons } from '../parts/icons.tsx'
import { useSettled } from '../use-settled.ts'
import type { KnownGuest } from './contract.ts'
import { CHECK_IN_WORDS } from './words.ts'

const TYPING_PAUSE_MS = 400

/** Whose a number is already, and that a check-in under another name would rename this guest. */
export function WhoseNumber({ guest, name }: { guest: KnownGuest; name: string }) {
  const words = useWordsOf(CHECK_IN_WORDS)
  // As the console keeps it. Half a name is nobody's.
  const settled = useSettled(name.trim().replaceAll(/\s+/g, ' '), TYPING_PAUSE_MS)
  const isRenamed = settled !== '' && settled !== guest.name
  const [has, renames] = [words.hasNumber(guest.rooms), words.renames]
  return (
    <>
      <p className="wrap-anywhere">
        {has.before}
        <bdi className="font-medium">{guest.name}</bdi>
        {has.after}
      </p>
      {isRenamed && (
        <p className="flex items-start gap-1.5 text-warm">
          <Icons.warning className="mt-0.5 size-4" />
          <span className="wrap-anywhere">
            {renames.before}
            <bdi className="font-medium">{settled}</bdi>
            {renames.after}
          </span>
        </p>
      )}
    </>
  )
}
