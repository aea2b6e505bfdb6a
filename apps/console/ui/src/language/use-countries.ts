import { use } from 'react'

import { LanguageContext } from './use-words.ts'

const FLAG_A = 0x1f1e6
const A = 0x41

/** How countries and languages are called, in the language that is spoken, by their codes. */
export function useCountries() {
  const language = use(LanguageContext)
  const countries = new Intl.DisplayNames(language, { type: 'region' })
  const languages = new Intl.DisplayNames(language, { type: 'language' })
  return {
    country: (code: string) => countries.of(code) ?? code,
    language: (code: string) => languages.of(code) ?? code,
  }
}

/** The flag of a country: both its letters, as those that stand for flags. */
export function flagOf(country: string): string {
  return String.fromCodePoint(...Array.from(country, (letter) => FLAG_A + letter.charCodeAt(0) - A))
}
