import { INDONESIAN_FIELD_PROBLEMS, INDONESIAN_PROBLEMS } from './indonesian-problems.ts'
import type { Translations } from './use-words.ts'

interface ProblemWords {
  noConnection: string
  /** Anything else: a crash of the page, or an answer that is not the console's. */
  broken: string
  /** By the codes of the API. What is missing is told as the console says it, which is in English. */
  codes: Readonly<Record<string, string>>
  /** The same for what is wrong with a field. */
  fields: Readonly<Record<string, string>>
}

export const PROBLEMS: Translations<ProblemWords> = {
  en: {
    noConnection: 'The console does not answer. Is there a connection?',
    broken:
      'Something went wrong on this page. Load it anew; if that does not help, tell whoever runs Bellhop.',
    codes: {},
    fields: {},
  },
  id: {
    noConnection: 'Konsol tidak menjawab. Apakah ada koneksi?',
    broken: 'Ada kesalahan di halaman ini. Muat ulang; jika tetap terjadi, beri tahu pengelola Bellhop.',
    codes: INDONESIAN_PROBLEMS,
    fields: INDONESIAN_FIELD_PROBLEMS,
  },
}
