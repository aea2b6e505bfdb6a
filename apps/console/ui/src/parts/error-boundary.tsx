import { Component, type ReactNode } from 'react'

import { call } from '../http.ts'
import { Failure } from './failure.tsx'

/** Instead of a page that has failed: that it has, and the way to begin anew. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state = { error: null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  /** The files of a page are closed to strangers: whose login has ended is led to the login by the first question. */
  override componentDidCatch() {
    call('/me').catch(() => {})
  }

  override render() {
    const { error } = this.state
    if (error === null) return this.props.children
    return <Failure error={error} onRetry={() => location.reload()} />
  }
}
