/** A running app. `url` is where its HTTP listener answers. */
export interface App {
  readonly url: string
  close(): Promise<void>
}
