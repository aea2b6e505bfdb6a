import { seedHotel } from './seed.ts'
import { openStore } from './store.ts'

/** `npm run db:seed`: puts a small hotel into the database of DATABASE_URL, to try things with. */
const databaseUrl = process.env['DATABASE_URL']
if (databaseUrl) {
  const store = openStore({ databaseUrl })
  try {
    const guests = await seedHotel(store)
    console.log(`the hotel has its ${guests.length} guests`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  } finally {
    await store.close()
  }
} else {
  console.error('DATABASE_URL is not set')
  process.exitCode = 1
}
