import type { Translations } from '../language/use-words.ts'
import { ENGLISH_ACTIONS, INDONESIAN_ACTIONS, type TellAction } from './audit-actions.ts'

export interface AuditWords {
  who: string
  everybody: string
  operators: string
  keys: string
  key: string
  none: string
  conversation: string
  allAboutIt: string
  onlyOneConversation: string
  showAll: string
  /** What was done, by the words of the API. */
  actions: Readonly<Record<string, TellAction>>
  asAgent: string
  /** What was changed of an operator or a template. */
  changes: {
    display_name: string
    name: string
    text: string
    password: string
    role: (role: string) => string
    disabled: string
    enabled: string
  }
}

export const AUDIT_WORDS: Translations<AuditWords> = {
  en: {
    who: 'Who',
    everybody: 'Everybody',
    operators: 'Operators',
    keys: 'API keys',
    key: 'API key',
    none: 'Nothing was done yet.',
    conversation: 'Conversation',
    allAboutIt: 'All about it',
    onlyOneConversation: 'Only what was done about one conversation.',
    showAll: 'Show all',
    actions: ENGLISH_ACTIONS,
    asAgent: 'as the agent',
    changes: {
      display_name: 'the name',
      name: 'the name',
      text: 'the text',
      password: 'the password',
      role: (role) => `the role, now ${role}`,
      disabled: 'disabled',
      enabled: 'enabled',
    },
  },
  id: {
    who: 'Siapa',
    everybody: 'Semua',
    operators: 'Pengguna',
    keys: 'Kunci API',
    key: 'Kunci API',
    none: 'Belum ada yang dilakukan.',
    conversation: 'Percakapan',
    allAboutIt: 'Semua tentangnya',
    onlyOneConversation: 'Hanya tentang satu percakapan.',
    showAll: 'Tampilkan semua',
    actions: INDONESIAN_ACTIONS,
    asAgent: 'sebagai agen',
    changes: {
      display_name: 'nama',
      name: 'nama',
      text: 'teks',
      password: 'kata sandi',
      role: (role) => `peran, kini ${role}`,
      disabled: 'dinonaktifkan',
      enabled: 'diaktifkan',
    },
  },
}
