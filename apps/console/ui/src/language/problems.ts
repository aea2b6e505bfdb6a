import type { Translations } from './use-words.ts'

interface ProblemWords {
  noConnection: string
  /** By the codes of the API. What is missing is told as the console says it, which is in English. */
  codes: Readonly<Record<string, string>>
}

export const PROBLEMS: Translations<ProblemWords> = {
  en: { noConnection: 'The console does not answer. Is there a connection?', codes: {} },
  id: { noConnection: 'Konsol tidak menjawab. Apakah ada koneksi?', codes: {} },
}
