export { endSoon, undoEnd } from '../endings.ts'
