import { createContext, use, useLayoutEffect, useState } from 'react'

import { ENGLISH } from './english.ts'
import { INDONESIAN } from './indonesian.ts'
import type { Words } from './words.ts'

export type Language = 'en' | 'id'

const WORDS: Translations<Words> = { en: ENGLISH, id: INDONESIAN }
const STORED = 'bellhop-language'

/** The same in each language. */
export type Translations<W> = Readonly<Record<Language, W>>

export const LanguageContext = createContext<Language>('en')

/** Changes to the other language. */
export const ChangeLanguageContext = createContext<() => void>(() => {})

export function useWords(): Words {
  return useWordsOf(WORDS)
}

/** A page's own words. */
export function useWordsOf<W>(words: Translations<W>): W {
  return words[use(LanguageContext)]
}

/** The language that was chosen here, else the first of the browser's that is spoken; and how to change to the other one. */
export function useLanguage(): [language: Language, change: () => void] {
  const [language, setLanguage] = useState(() =>
    firstSpoken([localStorage.getItem(STORED) ?? '', ...navigator.languages]),
  )
  useLayoutEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const change = () => {
    const other = language === 'en' ? 'id' : 'en'
    localStorage.setItem(STORED, other)
    setLanguage(other)
  }
  return [language, change]
}

/** Browsers of old call Indonesian `in`. */
export function firstSpoken(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const [language] = tag.toLowerCase().split('-')
    if (language === 'en') return 'en'
    if (language === 'id' || language === 'in') return 'id'
  }
  return 'en'
}
