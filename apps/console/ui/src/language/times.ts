import { use } from 'react'

import { LanguageContext, useWords } from './use-words.ts'

const LOCALES = { en: 'en-GB', id: 'id-ID' }

/** How times are told, in the language that is spoken and the zone of the browser. */
export function useTimes() {
  const locale = LOCALES[use(LanguageContext)]
  const words = useWords()
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
  const date = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })
  const shortDate = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
  const moment = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  const seconds = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
  const momentSeconds = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' })

  return {
    clock: (at: string) => clock.format(new Date(at)),
    /** To the second; with the date of any day but today. */
    exact: (at: string, now: number) =>
      (daysBetween(new Date(at), new Date(now)) === 0 ? seconds : momentSeconds).format(new Date(at)),
    /** The date and the hour. */
    moment: (at: string) => moment.format(new Date(at)),
    full: (at: string) => full.format(new Date(at)),
    day(at: string, now: number): string {
      const age = daysBetween(new Date(at), new Date(now))
      if (age === 0) return words.today
      return age === 1 ? words.yesterday : date.format(new Date(at))
    },
    /** The hour of today, the date of any other day. */
    short: (at: string, now: number) =>
      (daysBetween(new Date(at), new Date(now)) === 0 ? clock : shortDate).format(new Date(at)),
  }
}

/** How many midnights lie between two moments. */
export function daysBetween(earlier: Date, later: Date): number {
  const midnight = (at: Date) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate())
  return Math.round((midnight(later) - midnight(earlier)) / 86_400_000)
}
