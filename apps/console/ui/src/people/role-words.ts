import type { Translations } from '../language/use-words.ts'
import type { OperatorRole } from './contract.ts'

interface RoleWords {
  names: Record<OperatorRole, string>
  /** What each may do. */
  may: Record<OperatorRole, string>
}

export const ROLES: readonly OperatorRole[] = ['viewer', 'agent', 'admin']

export const ROLE_WORDS: Translations<RoleWords> = {
  en: {
    names: { viewer: 'Viewer', agent: 'Staff', admin: 'Admin' },
    may: {
      viewer: 'Sees everything but people, and changes nothing.',
      agent: 'Serves guests: answers, takes over, checks in and out, settles what is stuck, keeps templates.',
      admin: 'May do everything: serve guests, pause lines, look into queues, manage operators and keys.',
    },
  },
  id: {
    names: { viewer: 'Pengamat', agent: 'Petugas', admin: 'Admin' },
    may: {
      viewer: 'Melihat semuanya kecuali pengguna, tanpa mengubah apa pun.',
      agent:
        'Melayani tamu: membalas, mengambil alih, check-in dan check-out, membereskan yang tertahan, mengurus templat.',
      admin: 'Boleh semuanya: melayani tamu, menjeda nomor, melihat antrean, mengatur pengguna dan kunci.',
    },
  },
}
