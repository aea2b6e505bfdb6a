import { use } from 'react'

import { ChangeLanguageContext, LanguageContext, useWordsOf } from '../language/use-words.ts'
import { ACCOUNT_WORDS } from './words.ts'

const LANGUAGES = [
  { tag: 'en', name: 'English' },
  { tag: 'id', name: 'Bahasa Indonesia' },
] as const

export function LanguageChoice() {
  const words = useWordsOf(ACCOUNT_WORDS)
  const language = use(LanguageContext)
  const change = use(ChangeLanguageContext)
  return (
    <fieldset className="flex flex-wrap gap-x-6 gap-y-2 p-4">
      <legend className="sr-only">{words.language}</legend>
      {LANGUAGES.map(({ tag, name }) => (
        <label key={tag} lang={tag} className="flex min-h-9 items-center gap-2 text-sm">
          <input
            type="radio"
            name="language"
            className="size-4 accent-accent"
            checked={tag === language}
            onChange={change}
          />
          {name}
        </label>
      ))}
    </fieldset>
  )
}
