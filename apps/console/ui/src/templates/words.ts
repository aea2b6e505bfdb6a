import type { Translations } from '../language/use-words.ts'

interface TemplateWords {
  search: string
  add: string
  nothing: string
  /** What they are good for, to whoever may write the first one. */
  invitation: string
  nothingFound: (typed: string) => string
  changed: (time: string) => string
  edit: string
  editOne: (name: string) => string
  delete: string
  deleteOne: (name: string) => string
  deletes: (name: string) => string
  deleting: string
  made: (name: string) => string
  saved: (name: string) => string
  name: string
  nameHint: string
  text: string
  insert: Record<'name' | 'room', string>
  /** Of what looks like a placeholder and is none. */
  unfilled: (found: string) => string
  preview: string
  /** Somebody who doesn't exist, to see a text with. */
  exampleGuest: { name: string; room: string }
}

export const TEMPLATE_WORDS: Translations<TemplateWords> = {
  en: {
    search: 'Search by name',
    add: 'New template',
    nothing: 'There is no template yet.',
    invitation: 'Write down what you often answer: whoever replies to a guest picks it with one key.',
    nothingFound: (typed) => `No template is called “${typed}”.`,
    changed: (time) => `Changed ${time}`,
    edit: 'Edit',
    editOne: (name) => `Edit ${name}`,
    delete: 'Delete',
    deleteOne: (name) => `Delete ${name}`,
    deletes: (name) => `The template ${name} is deleted.`,
    deleting: 'Deleted in a moment …',
    made: (name) => `The template ${name} is there for everybody.`,
    saved: (name) => `The template ${name} is saved.`,
    name: 'Name',
    nameHint: 'As staff look for it: a slash and the name, in the reply.',
    text: 'Text',
    insert: { name: 'Guest’s name', room: 'Room' },
    unfilled: (found) => `Only {name} and {room} are filled in. A guest reads ${found} as it stands here.`,
    preview: 'As a guest reads it',
    exampleGuest: { name: 'Budi Santoso', room: '204' },
  },
  id: {
    search: 'Cari menurut nama',
    add: 'Templat baru',
    nothing: 'Belum ada templat.',
    invitation: 'Simpan jawaban yang sering dipakai: siapa pun yang membalas tamu tinggal memilihnya.',
    nothingFound: (typed) => `Tidak ada templat bernama “${typed}”.`,
    changed: (time) => `Diubah ${time}`,
    edit: 'Ubah',
    editOne: (name) => `Ubah ${name}`,
    delete: 'Hapus',
    deleteOne: (name) => `Hapus ${name}`,
    deletes: (name) => `Templat ${name} dihapus.`,
    deleting: 'Segera dihapus …',
    made: (name) => `Templat ${name} siap dipakai semua staf.`,
    saved: (name) => `Templat ${name} disimpan.`,
    name: 'Nama',
    nameHint: 'Untuk mencarinya saat membalas: garis miring, lalu namanya.',
    text: 'Teks',
    insert: { name: 'Nama tamu', room: 'Kamar' },
    unfilled: (found) => `Hanya {name} dan {room} yang diisi. Tamu akan membaca ${found} apa adanya.`,
    preview: 'Seperti yang dibaca tamu',
    exampleGuest: { name: 'Budi Santoso', room: '204' },
  },
}
