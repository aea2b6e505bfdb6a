import type { Translations } from '../language/use-words.ts'

interface KeyWords {
  title: string
  explained: string
  add: string
  none: string
  madeBy: (name: string) => string
  madeByKey: string
  lastUsed: string
  neverUsed: string
  revoked: string
  revokedSince: string
  revoke: string
  revokeOne: (name: string) => string
  revokes: string
  isRevoked: (name: string) => string
  purpose: string
  purposeHint: string
  /** Above a key that was just made. */
  once: string
  key: string
  usage: string
  done: string
}

export const KEY_WORDS: Translations<KeyWords> = {
  en: {
    title: 'API keys',
    explained:
      'For programs that call the API. Those of CONSOLE_API_KEYS are good too, and are not listed here.',
    add: 'New key',
    none: 'No key was made here yet.',
    madeBy: (name) => `made by ${name}`,
    madeByKey: 'made by another key',
    lastUsed: 'last used',
    neverUsed: 'never used',
    revoked: 'Revoked',
    revokedSince: 'revoked',
    revoke: 'Revoke',
    revokeOne: (name) => `Revoke ${name}`,
    revokes:
      'Whatever uses this key is refused from its next request on. A key that was revoked never comes back.',
    isRevoked: (name) => `The key ${name} is good for nothing now.`,
    purpose: 'What it is for',
    purposeHint: 'The audit calls it so.',
    once: 'Copy the key now: it is shown this once, and nobody can look it up.',
    key: 'Key',
    usage: 'A program sends it with each request:',
    done: 'I have kept it',
  },
  id: {
    title: 'Kunci API',
    explained:
      'Untuk program yang memanggil API. Kunci di CONSOLE_API_KEYS juga berlaku, tetapi tidak tercantum di sini.',
    add: 'Kunci baru',
    none: 'Belum ada kunci yang dibuat di sini.',
    madeBy: (name) => `dibuat oleh ${name}`,
    madeByKey: 'dibuat oleh kunci lain',
    lastUsed: 'terakhir dipakai',
    neverUsed: 'belum pernah dipakai',
    revoked: 'Dicabut',
    revokedSince: 'dicabut',
    revoke: 'Cabut',
    revokeOne: (name) => `Cabut ${name}`,
    revokes: 'Program yang memakai kunci ini langsung ditolak. Kunci yang dicabut tidak dapat dipulihkan.',
    isRevoked: (name) => `Kunci ${name} tidak berlaku lagi.`,
    purpose: 'Untuk apa',
    purposeHint: 'Nama ini muncul di log aktivitas.',
    once: 'Salin kuncinya sekarang: hanya ditampilkan sekali ini, dan tidak dapat dilihat lagi.',
    key: 'Kunci',
    usage: 'Program mengirimkannya di setiap permintaan:',
    done: 'Sudah saya simpan',
  },
}
