import type { FastifyRequest } from 'fastify'

/** What the console speaks, as in the inbox. */
export type Language = 'en' | 'id'

/** The language that a browser likes best of those that are spoken, by its `Accept-Language`; else English. */
export function spokenLanguage({ headers }: Pick<FastifyRequest, 'headers'>): Language {
  const wanted = (headers['accept-language'] ?? '')
    .split(',')
    .map(readWish)
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
  return wanted.find(({ language }) => language !== null)?.language ?? 'en'
}

function readWish(wish: string): { language: Language | null; weight: number } {
  const [tag = '', ...parameters] = wish.toLowerCase().split(';')
  const weight = parameters
    .map((parameter) => parameter.trim())
    .find((parameter) => parameter.startsWith('q='))
  return { language: toSpoken(tag), weight: weight === undefined ? 1 : Number(weight.slice(2)) }
}

/** Browsers of old call Indonesian `in`. */
function toSpoken(tag: string): Language | null {
  const [language] = tag.trim().split('-')
  if (language === 'en') return 'en'
  return language === 'id' || language === 'in' ? 'id' : null
}
