import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { App } from './app.tsx'
import { endAllNow } from './endings.ts'
import { Refused } from './http.ts'
import { ErrorBoundary } from './parts/error-boundary.tsx'
import './styles.css'

const TRIES_MAX = 3

const client = new QueryClient({
  defaultOptions: {
    // A device that says it is offline is asked all the same: what fails is told, and nothing is done later that was given up.
    queries: {
      networkMode: 'always',
      refetchOnReconnect: true,
      staleTime: 5_000,
      // What was refused once will be refused again, unless the console itself was in trouble.
      retry: (failures, error) => failures < TRIES_MAX && !(error instanceof Refused && error.status < 500),
    },
    mutations: { networkMode: 'always' },
  },
})

addEventListener('pagehide', endAllNow)

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </QueryClientProvider>
  </StrictMode>,
)
