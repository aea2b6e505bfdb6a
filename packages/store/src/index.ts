export { isDatabaseUnavailable } from './database-unavailable.ts'
export { PrismaClient, Prisma } from './generated/client.ts'
export { lockGuest, tryLockGuests } from './guest-lock.ts'
export { newId, openStore, type Queryable, type Store, type StoreOptions, type Tx } from './store.ts'
