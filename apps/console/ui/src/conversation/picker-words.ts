import type { Translations } from '../language/use-words.ts'

interface PickerWords {
  templates: string
  search: string
  found: (count: number) => string
  nothingFound: string
  /** How to write what only looks like the name of a template. */
  keys: string
  nothing: string
  manage: string
  /** Of what looks like a placeholder and was not filled in. */
  unfilled: (found: string) => string
}

export const PICKER_WORDS: Translations<PickerWords> = {
  en: {
    templates: 'Templates',
    search: 'Search templates by name',
    found: (count) => (count === 1 ? '1 template' : `${count} templates`),
    nothingFound: 'No template of that name.',
    keys: 'Enter picks, Escape closes and leaves what you wrote',
    nothing: 'There is no template yet.',
    manage: 'All templates',
    unfilled: (found) => `The guest will read ${found} as it stands here.`,
  },
  id: {
    templates: 'Templat',
    search: 'Cari templat menurut nama',
    found: (count) => `${count} templat`,
    nothingFound: 'Tidak ada templat dengan nama itu.',
    keys: 'Enter memilih, Escape menutup dan membiarkan tulisan Anda',
    nothing: 'Belum ada templat.',
    manage: 'Semua templat',
    unfilled: (found) => `Tamu akan membaca ${found} apa adanya.`,
  },
}
