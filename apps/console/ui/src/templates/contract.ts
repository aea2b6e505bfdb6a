/** A text that staff often write. It may hold `{name}` and `{room}`. */
export interface Template {
  id: string
  name: string
  text: string
  created_at: string
  updated_at: string
}
