import type { Translations } from '../language/use-words.ts'

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
  /** What was done, by the words of the API. `about` is its name, if that is known. */
  actions: Readonly<Record<string, (about: string | null) => string>>
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

const named = (what: string, none: string) => (about: string | null) =>
  about === null ? none : `${what} ${about}`
const always = (what: string) => () => what

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
    actions: {
      checked_in: always('checked a guest in'),
      checked_out: always('checked a guest out'),
      took_over: always('took a conversation over'),
      gave_back: always('gave a conversation to the agent'),
      ended: always('ended a conversation'),
      replied: always('replied to a guest'),
      settled_arrived: always('said that a message had arrived'),
      settled_not_arrived: always('said that a message had not arrived'),
      sent_again: always('had a message sent again'),
      cancelled: always('cancelled a message'),
      tried_again: always('had something tried again that was set aside'),
      paused_line: named('paused the line', 'paused a line'),
      resumed_line: named('let the line go on:', 'let a line go on'),
      made_operator: named('made the operator', 'made an operator'),
      changed_operator: named('changed the operator', 'changed an operator'),
      changed_own_password: always('changed the own password'),
      revoked_login: always('ended a login'),
      logged_in: always('logged in'),
      logged_out: always('logged out'),
      login_failed: always('was tried at the login, with a wrong password'),
      made_key: named('made the key', 'made a key'),
      revoked_key: named('revoked the key', 'revoked a key'),
      made_template: named('wrote the template', 'wrote a template'),
      changed_template: named('changed the template', 'changed a template'),
      deleted_template: always('deleted a template'),
      retried_job: named('had a job run again, of the queue', 'had a job run again'),
    },
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
    actions: {
      checked_in: always('melakukan check-in tamu'),
      checked_out: always('melakukan check-out tamu'),
      took_over: always('mengambil alih percakapan'),
      gave_back: always('memberikan percakapan ke agen'),
      ended: always('mengakhiri percakapan'),
      replied: always('membalas tamu'),
      settled_arrived: always('menyatakan pesan sudah sampai'),
      settled_not_arrived: always('menyatakan pesan tidak sampai'),
      sent_again: always('mengirim ulang pesan'),
      cancelled: always('membatalkan pesan'),
      tried_again: always('mencoba lagi yang tertahan'),
      paused_line: named('menjeda nomor', 'menjeda nomor'),
      resumed_line: named('melanjutkan nomor', 'melanjutkan nomor'),
      made_operator: named('menambahkan pengguna', 'menambahkan pengguna'),
      changed_operator: named('mengubah pengguna', 'mengubah pengguna'),
      changed_own_password: always('mengganti kata sandinya sendiri'),
      revoked_login: always('mengakhiri sebuah login'),
      logged_in: always('masuk'),
      logged_out: always('keluar'),
      login_failed: always('dicoba masuk dengan kata sandi salah'),
      made_key: named('membuat kunci', 'membuat kunci'),
      revoked_key: named('mencabut kunci', 'mencabut kunci'),
      made_template: named('menulis templat', 'menulis templat'),
      changed_template: named('mengubah templat', 'mengubah templat'),
      deleted_template: always('menghapus templat'),
      retried_job: named('menjalankan ulang pekerjaan di antrean', 'menjalankan ulang pekerjaan'),
    },
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
