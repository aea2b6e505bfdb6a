// What was done, by the words of the API. A test of the console sees that none is forgotten.

/** `about` is the name of what it was done to, if that is known. */
export type TellAction = (about: string | null) => string

const named = (what: string, none: string) => (about: string | null) =>
  about === null ? none : `${what} ${about}`
const always = (what: string) => () => what

export const ENGLISH_ACTIONS: Readonly<Record<string, TellAction>> = {
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
  discarded_event: always('discarded an event that could not be read'),
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
}

export const INDONESIAN_ACTIONS: Readonly<Record<string, TellAction>> = {
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
  discarded_event: always('membuang kabar yang tidak terbaca'),
  paused_line: named('menjeda nomor', 'menjeda nomor'),
  resumed_line: named('melanjutkan nomor', 'melanjutkan nomor'),
  made_operator: named('menambahkan pengguna', 'menambahkan pengguna'),
  changed_operator: named('mengubah pengguna', 'mengubah pengguna'),
  changed_own_password: always('mengganti kata sandinya sendiri'),
  revoked_login: always('mengakhiri sebuah login'),
  logged_in: always('masuk'),
  logged_out: always('keluar'),
  login_failed: always('gagal masuk: kata sandi salah'),
  made_key: named('membuat kunci', 'membuat kunci'),
  revoked_key: named('mencabut kunci', 'mencabut kunci'),
  made_template: named('menulis templat', 'menulis templat'),
  changed_template: named('mengubah templat', 'mengubah templat'),
  deleted_template: always('menghapus templat'),
  retried_job: named('menjalankan ulang pekerjaan di antrean', 'menjalankan ulang pekerjaan'),
}
